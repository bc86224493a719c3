"""The command line: one file per command, texts in both languages, and what is shown at the end."""
