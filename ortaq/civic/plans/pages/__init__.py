"""Plans as residents see them."""
