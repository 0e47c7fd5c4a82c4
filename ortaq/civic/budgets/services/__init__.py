"""The only writers of calls, projects, ballots and counts."""
