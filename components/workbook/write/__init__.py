"""Sheets by subject."""
