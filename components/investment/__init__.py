"""What to do about it: pure functions from a snapshot and its evidence to a plan."""
