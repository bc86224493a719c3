"""The account plan on a page: ambition, objectives, strategies, initiatives, measures."""
