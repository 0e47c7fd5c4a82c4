"""Every question about calls, projects, ballots and counts."""
