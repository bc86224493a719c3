"""Account classification: every scored account by growth and harmony, in four classes."""
