"""The edits that are allowed, one file per step; each gives edits for the store or raises with every problem."""
