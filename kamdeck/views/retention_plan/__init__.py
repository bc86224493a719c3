"""The retention plan: what is done for each account at risk, by whom, and what it should save."""
