"""The kinds of figure there are, by the sheets that they are read from."""
