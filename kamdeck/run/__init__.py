"""One run: from a workbook and what was chosen to a deck, new or known."""
