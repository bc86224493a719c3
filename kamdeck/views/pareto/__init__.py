"""Which few accounts bring most of the revenue."""
