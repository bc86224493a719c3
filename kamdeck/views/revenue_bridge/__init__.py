"""Who made the change of revenue between the two newest years, and how it grew since the first."""
