"""Every question about contests, as functions."""
