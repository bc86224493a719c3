"""Data notes: how the figures were made, what they leave out, and why."""
