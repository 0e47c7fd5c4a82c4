"""What makers of plans type, turned into values."""
