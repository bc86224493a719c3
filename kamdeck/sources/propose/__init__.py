"""Looks at files that nobody described, and proposes what of them is which sheet of ours."""
