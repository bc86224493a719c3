"""The key account dashboard: cards, MRR by plan, onboarding, and who is endangered."""
