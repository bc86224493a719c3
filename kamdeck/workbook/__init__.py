"""The workbook: cells in, typed rows or all problems out."""
