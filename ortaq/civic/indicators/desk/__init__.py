"""Indicators at the desk: what is due, values, targets, imports."""
