"""What is asked in the room: instruments, their items and subjects, and the facilitator's changes to them."""
