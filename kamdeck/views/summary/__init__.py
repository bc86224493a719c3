"""The executive summary: the findings that weigh most with their evidence, and what moved since the last."""
