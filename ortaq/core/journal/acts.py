"""What can happen to the journal itself, and to any card whatever its kind."""

BECAME = "matter.became"
"""Something came of it: a work, a part of a plan; the entry names the number of the other card and its kind."""
GATHERED = "matter.gathered"
"""It came of other cards: words of residents; the entry counts them."""
ERASED = "journal.erased"
"""Personal facts were taken out of entries of this matter; the chain stays whole."""
