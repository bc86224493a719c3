"""The figures of a run: what they are, where they come from, what the mail says of them."""
