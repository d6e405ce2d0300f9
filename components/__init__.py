"""Everything but the screens: the book, the room, what the scores mean, what to do, and paper."""
