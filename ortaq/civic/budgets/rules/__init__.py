"""States, terms and rights of calls, projects, ballots and paper forms. Plain values in, an `Answer` or a value out."""
