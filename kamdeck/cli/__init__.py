"""The command line: one file per command, texts in every language, and what is shown at the end."""
