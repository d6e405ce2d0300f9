"""What comes back from paper and Excel."""
