"""The mail that brings a deck: jobs, letters, the outbox, SMTP."""
