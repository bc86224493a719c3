"""Responsibilities of a team: who does what, whether each activity has one A, and each member's load."""
