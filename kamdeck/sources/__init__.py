"""Sheets of ours made from a company's own: its files, sheets and columns, filtered and summed."""
