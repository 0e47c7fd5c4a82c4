"""What can happen to the journal itself."""

ERASED = "journal.erased"
"""Personal facts were taken out of entries of this matter; the chain stays whole."""
