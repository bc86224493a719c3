"""Account ranking: every scored account by combined score, with its place in the period before."""
