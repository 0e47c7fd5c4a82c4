"""Public works at the desk of those who keep them."""
