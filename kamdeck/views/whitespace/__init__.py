"""The white-space map of each account: what its divisions use, what is open, and with whom."""
