"""What officials type about indicators."""
