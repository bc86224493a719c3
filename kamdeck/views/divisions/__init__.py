"""The division map of each account: regions, divisions, what each buys of what it could."""
