"""Contests as residents see them: the calls, the way of applying, what came of it."""
