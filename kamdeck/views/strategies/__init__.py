"""Strategies by class: what Strategic, Star, Status and Streamline accounts get, and the visits of each."""
