"""What residents see and do: calls, projects, the ballot, results."""
