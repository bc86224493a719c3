"""Which accounts qualify as key accounts: the team's tests, account by account."""
