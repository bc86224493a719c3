"""Two decks or two workbooks side by side."""
