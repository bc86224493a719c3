"""Many decks in one run: on the processors of this machine, or on the workers of a Dask cluster."""
