"""What a workshop holds, one file per subject."""
