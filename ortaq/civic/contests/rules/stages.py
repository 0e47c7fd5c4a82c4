"""Where a contest and an application stand, and where each may go next."""

from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

DRAFT: Final = "draft"
OPEN: Final = "open"
CLOSED: Final = "closed"
JUDGING: Final = "judging"
DECIDED: Final = "decided"
APPEALS: Final = "appeals"
FINAL: Final = "final"

NEXT: Final[dict[str, frozenset[str]]] = {
    DRAFT: frozenset({OPEN}),
    OPEN: frozenset({CLOSED}),
    CLOSED: frozenset({JUDGING}),
    JUDGING: frozenset({DECIDED}),
    DECIDED: frozenset({APPEALS}),
    APPEALS: frozenset({FINAL}),
    FINAL: frozenset(),
}
"""The way of a contest: one direction, no step left out."""

SUBMITTED: Final = "submitted"
INCOMPLETE: Final = "incomplete"
ELIGIBLE: Final = "eligible"
NOT_ELIGIBLE: Final = "not_eligible"
JUDGED: Final = "judged"
FUNDED: Final = "funded"
WAITING: Final = "waiting"
"""In the band the scores cannot tell apart: a lot or a reasoned talk follows."""
NOT_FUNDED: Final = "not_funded"
WITHDRAWN: Final = "withdrawn"

NEXT_OF_APPLICATION: Final[dict[str, frozenset[str]]] = {
    DRAFT: frozenset({SUBMITTED, WITHDRAWN}),
    SUBMITTED: frozenset({INCOMPLETE, ELIGIBLE, NOT_ELIGIBLE, WITHDRAWN}),
    INCOMPLETE: frozenset({SUBMITTED, NOT_ELIGIBLE, WITHDRAWN}),
    ELIGIBLE: frozenset({JUDGED, NOT_ELIGIBLE, WITHDRAWN}),
    NOT_ELIGIBLE: frozenset({ELIGIBLE, FUNDED}),
    JUDGED: frozenset({FUNDED, WAITING, NOT_FUNDED}),
    WAITING: frozenset({FUNDED, NOT_FUNDED}),
    NOT_FUNDED: frozenset({FUNDED}),
    FUNDED: frozenset(),
    WITHDRAWN: frozenset({DRAFT}),
}
"""The way of an application. Back from "not eligible" and "not funded" leads only an objection that was upheld;
what was withdrawn may be begun anew before the deadline.
"""

SENT: Final = frozenset({SUBMITTED, INCOMPLETE, ELIGIBLE, NOT_ELIGIBLE, JUDGED, FUNDED, WAITING, NOT_FUNDED})
"""States of what counts as an application at the desk: a draft and what was withdrawn do not."""


def can_become(state: str, new: str) -> Answer:
    """This will tell whether a contest may take its next step."""
    if new in NEXT[state]:
        return YES
    return no("stage", N_("The contest is not at this step. Look at where it stands and do what comes next."))


def application_can_become(state: str, new: str) -> Answer:
    """This will tell whether an application may go into another state."""
    if new in NEXT_OF_APPLICATION[state]:
        return YES
    if state == WITHDRAWN:
        return no("withdrawn", N_("This application was withdrawn by its applicant."))
    if state == new:
        return no("second", N_("This has been done already."))
    return no("application_stage", N_("This cannot be done with the application now."))
