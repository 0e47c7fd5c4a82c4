"""People, their accounts and the actor behind a request."""
