"""Computations: rows in, frozen results out; numbers and keys only, no words."""
