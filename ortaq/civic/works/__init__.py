"""Public works: what the city promised to build, the way it goes, and what came of it."""
