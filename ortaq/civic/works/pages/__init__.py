"""Public works as everyone sees them."""
