"""What can happen to a decision."""

ANNOUNCED = "decision.announced"
"""The rule, its version and the digest of the case are public; the seed is not drawn yet."""
DECIDED = "decision.decided"
"""The seed is drawn, the outcome follows."""
SET_ASIDE = "decision.set_aside"
"""People decided otherwise, with a reason and a name."""
