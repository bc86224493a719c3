"""How strongly revenue depends on a few accounts, and whether it does more than before."""
