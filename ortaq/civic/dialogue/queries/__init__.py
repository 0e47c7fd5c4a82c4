"""Every question about the dialogue, as functions."""
