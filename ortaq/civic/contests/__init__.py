"""Contests: calls for grants and prizes, applications, juries, results with reasons, objections, agreements."""
