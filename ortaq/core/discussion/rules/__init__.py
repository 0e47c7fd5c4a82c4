"""What may be said and what becomes of it. Plain Python, one file a subject."""
