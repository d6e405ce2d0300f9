"""Pictures by subject."""
