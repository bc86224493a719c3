"""Evaluation of the key account managers: each measure against its target, score and rating."""
