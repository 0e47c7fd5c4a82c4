"""Plans at the desk of those who make and answer them."""
