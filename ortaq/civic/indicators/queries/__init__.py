"""Every question about indicators."""
