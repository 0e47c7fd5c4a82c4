"""Who answers what is said about a plan, by when, and what a moderator may decide about it. Plain Python."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from ortaq.civic.plans.rules import rights
from ortaq.core.discussion.rules import fates as shared
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, YES, Answer, no

REMIND_DAYS: Final = 7
MOST: Final = 200
"""Remarks one answer is given to at once."""
LONGEST_WHY: Final = 500
LONGEST_REASON: Final = 300
OPEN: Final = "open"
"""What has no fate yet, in filters and counts."""
NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "held": ("shown", "rejected"),
    "shown": ("rejected",),
    "rejected": ("shown",),
    "withdrawn": (),
}
"""State of a remark → what a moderator may make of it."""


def may_give(*, fate: str, given: str, state: str) -> Answer:
    """This will let one fate be given to a remark everyone reads and that has none yet."""
    if state != "shown":
        return no("not_shown", N_("Only a remark everyone can read is answered."))
    return shared.may_give(fate=fate, given=given)


def may_correct(*, fate: str, given: str, why: str, state: str) -> Answer:
    """This will let a given fate be corrected, with a reason everyone reads, while the remark is shown."""
    if state != "shown":
        return no("not_shown", N_("Only a remark everyone can read is answered."))
    if len(why.strip()) > LONGEST_WHY:
        return no("too_long", N_("Make it shorter: at most %(most)s characters."), most=LONGEST_WHY)
    return shared.may_correct(fate=fate, given=given, why=why)


def check_chosen(bodies: Collection[int], *, asked: int) -> Answer:
    """This will let one answer be given to several remarks of one body; `bodies` has an entry for each one found."""
    if not asked:
        return no("none_chosen", N_("Choose at least one remark."))
    if asked > MOST:
        return no("too_many", N_("At most %(most)s remarks are answered at once."), most=MOST)
    if len(bodies) != asked:
        return no("second", shared.SECOND)
    if len(set(bodies)) > 1:
        return no("bodies", N_("These remarks are with different bodies: answer those of one body at a time."))
    return YES


def may_hand_over(actor: Actor, *, maker_id: int, body_id: int) -> Answer:
    """This will let the makers of the plan, and the body that has a remark now, name who answers it by when."""
    able = rights.may_make(actor, body_id=maker_id)
    return able or rights.may_answer(actor, body_id=body_id)


def check_due(due_on: date, *, today: date, latest: date | None) -> Answer:
    """This will keep the day of an answer ahead of us and within what the version promises."""
    if due_on < today:
        return no("due_past", N_("The date of the answer lies in the past."))
    if latest is not None and due_on > latest:
        return no(
            "due_late",
            N_("This version promises its answers by %(day)s: choose that day or an earlier one."),
            day=latest,
        )
    return YES


def may_still(*, fate: str) -> Answer:
    """This will let who answers be changed while there is no answer."""
    return no("answered", N_("This remark is answered already.")) if fate else YES


def check_term(
    *, remarks_until: date | None, answers_by: date | None, was: tuple[date | None, date | None], today: date
) -> Answer:
    """This will keep the days of a version in order: a day that changes lies ahead of us, another may be over."""
    for day, before in zip((remarks_until, answers_by), was, strict=True):
        if day is not None and day != before and day < today:
            return no("term_past", N_("This day lies in the past: choose today or a later day."))
    if answers_by is None and was[1] is not None:
        return no("promise", N_("The answers are promised for a day: name another one, do not take it away."))
    if remarks_until is not None and answers_by is not None and answers_by < remarks_until:
        return no("term_order", N_("Answers come after the last day to speak: name a later day for them."))
    return YES


def due_after(due_on: date, *, was: date | None, answers_by: date | None) -> date:
    """This will give the day an open remark is due when the promise of its version changes.

    What was due on the promised day goes with it; what was due earlier stays; nothing is due after the promise.
    """
    if answers_by is None or (due_on != was and due_on <= answers_by):
        return due_on
    return answers_by


def may_decide(state: str, after: str, *, reason: str) -> Answer:
    """This will say whether a moderator may put a remark there; without a reason nothing is taken from view."""
    if after not in NEXT[state]:
        return no("second", shared.SECOND)
    if after == "shown":
        return YES
    if not any(sign.isalnum() for sign in reason):
        return no("reason", N_("Write the reason: the author reads it."))
    if len(reason.strip()) > LONGEST_REASON:
        return no("reason", N_("Make the reason shorter: at most %(most)s characters."), most=LONGEST_REASON)
    return YES
