"""Every question about plans, as functions."""
