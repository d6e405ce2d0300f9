"""Streamlit only: session, widgets, theme."""
