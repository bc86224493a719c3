"""To-do lists: the key account managers' tasks, and the whole account team's, owner by owner."""
