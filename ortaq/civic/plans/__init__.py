"""Plans people can read and change: general plans, village plans, the inter-regional scheme, and what is said."""
