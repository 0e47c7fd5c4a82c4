"""Groups people speak for. Plain Python."""

from collections.abc import Collection
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

LENSES: Final = (
    "stroller", "wheelchair", "blind", "deaf", "elderly", "child", "student", "large_family", "pedestrian", "cyclist",
    "transit", "driver", "business", "newcomer", "village",
)  # fmt: skip
NONE_OF_THESE: Final = "none"
"""She was asked and speaks for none of them: she counts in the whole."""
ANSWERS: Final = (*LENSES, NONE_OF_THESE)


def check(lenses: Collection[str]) -> Answer:
    """This will take any of the groups, or none of them alone."""
    if set(lenses) - set(ANSWERS):
        return no("lens", N_("There is no such group."))
    if NONE_OF_THESE in lenses and len(set(lenses)) > 1:
        return no("none_and_some", N_("Choose the groups you speak for, or “none of these”."))
    return YES
