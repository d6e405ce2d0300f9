"""What the scores mean: pure functions from a snapshot to evidence."""
