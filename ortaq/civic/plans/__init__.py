"""Plans people can read: general plans, village plans, the inter-regional scheme; their versions, text and zones."""
