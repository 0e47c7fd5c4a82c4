"""Decisions anyone can recompute."""
