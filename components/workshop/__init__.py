"""What happened in the room: records, the append-only log, rounds, people, archive."""
