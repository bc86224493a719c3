"""Account scoring: the leading accounts, criterion by criterion, on growth and harmony."""
