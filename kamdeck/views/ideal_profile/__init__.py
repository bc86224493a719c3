"""How well the focus account meets the profile of an ideal key account, criterion by criterion."""
