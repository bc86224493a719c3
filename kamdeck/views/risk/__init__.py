"""Satisfaction, onboarding and MRR at risk in four panels, over the queue of accounts at risk."""
