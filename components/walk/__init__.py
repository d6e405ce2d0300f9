"""The six steps as a process: results, gates, agenda."""
