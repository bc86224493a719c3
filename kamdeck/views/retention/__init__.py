"""Retention of revenue and of accounts by year, and the bridge from opening to closing MRR."""
