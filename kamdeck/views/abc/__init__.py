"""The slides of abc."""
