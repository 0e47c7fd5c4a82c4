"""The dialogue at the desk of those who run it."""
