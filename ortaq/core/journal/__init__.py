"""What happened, in order: an append-only hash chain per matter, and the outbox of reactions."""
