"""Background work in the database: a lease queue that survives kill -9."""
