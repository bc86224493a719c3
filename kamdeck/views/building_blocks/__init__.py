"""Building blocks of the programme: each block's level today and its target on a scale of five."""
