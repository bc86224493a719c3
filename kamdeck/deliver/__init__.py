"""Decks on their way to people: watched, mailed, scheduled."""
