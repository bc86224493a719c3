"""The cover: title, whom it is for, and the accounts as a skyline."""
