"""The desk of the person who keeps a deck: watch, notices, launchers, schedules."""
