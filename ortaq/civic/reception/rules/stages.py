"""Where an appeal stands: the state the law knows, and the one public word lists and maps show."""

from enum import StrEnum
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

OPEN: Final = "open"
ANSWERED: Final = "answered"
ACCEPTED: Final = "accepted"

NEXT: Final[dict[str, frozenset[str]]] = {
    OPEN: frozenset({ANSWERED}),
    ANSWERED: frozenset({ACCEPTED, OPEN}),
    ACCEPTED: frozenset({OPEN}),
}
"""The state of the law: answered by the body; accepted or sent back by the applicant. Nothing closes an appeal
against her.
"""


class Stage(StrEnum):
    """The public word on the matter's card."""

    RECEIVED = "received"
    LATE = "late"
    """The due day passed in silence."""
    ANSWERED = "answered"
    FIXED = "fixed"
    """The world changed: evidence is shown."""
    ACCEPTED = "accepted"
    REOPENED = "reopened"


def can_become(state: str, new: str) -> Answer:
    """This will tell whether the law's state may turn into another one."""
    if new in NEXT[state]:
        return YES
    if state == OPEN:
        return no("not_answered", N_("This appeal has not been answered yet."))
    return no("already_answered", N_("This appeal has already been answered."))


def stage_of(*, state: str, fixed: bool, silent: bool, reopened: bool) -> Stage:
    """This will give the one public word for the law's state, the world's state, silence and a return."""
    if state == ACCEPTED:
        return Stage.ACCEPTED
    if state == OPEN and silent:
        return Stage.LATE
    if fixed:
        return Stage.FIXED
    if state == ANSWERED:
        return Stage.ANSWERED
    return Stage.REOPENED if reopened else Stage.RECEIVED
