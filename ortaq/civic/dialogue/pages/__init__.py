"""The dialogue as residents see it."""
