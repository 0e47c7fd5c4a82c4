"""Stages of a public work, what each must show, and what its words, days and money may be."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.territory import shapes


class Stage(StrEnum):
    """From a word to a built thing."""

    IDEA = "idea"
    CONCEPT = "concept"
    DESIGN = "design"
    TENDER = "tender"
    CONSTRUCTION = "construction"
    DONE = "done"
    ACCEPTED = "accepted"
    STOPPED = "stopped"


class Proof(StrEnum):
    """What may show that a stage was reached."""

    DOCUMENT = "document"
    PHOTO = "photo"
    LINK = "link"


WAY: Final = (
    Stage.IDEA,
    Stage.CONCEPT,
    Stage.DESIGN,
    Stage.TENDER,
    Stage.CONSTRUCTION,
    Stage.DONE,
    Stage.ACCEPTED,
)
"""The usual way; a small work may leave stages out, none goes back."""

ENDS: Final = frozenset({Stage.ACCEPTED, Stage.STOPPED})
BUILT: Final = frozenset({Stage.DONE, Stage.ACCEPTED})
"""What these works made is counted as built."""
BID_FOR: Final = frozenset({Stage.CONCEPT, Stage.DESIGN, Stage.TENDER})
"""What comes before the work is given to a contractor: a grant has none of it."""
UNDER_WAY: Final = tuple(stage for stage in WAY if stage not in BUILT)

ANYTHING: Final = frozenset(Proof)
PAPER: Final = frozenset({Proof.DOCUMENT, Proof.LINK})
EVIDENCE: Final[Mapping[Stage, frozenset[Proof]]] = {
    Stage.CONCEPT: ANYTHING,
    Stage.DESIGN: PAPER,
    Stage.TENDER: PAPER,
    Stage.CONSTRUCTION: ANYTHING,
    Stage.DONE: ANYTHING,
}
"""One of these shows that the stage was reached; a stage that is not here needs words alone."""

LONGEST_TITLE: Final = 150
LONGEST_NOTE: Final = 2000
LONGEST_ABOUT: Final = 4000
LONGEST_CONTRACTOR: Final = 200
LONGEST_LABEL: Final = 150
LONGEST_ADDRESS: Final = 500
ENOUGH_INSPECTIONS: Final = 3
"""Residents who have gone through the check-list; fewer need a protocol."""


def can_move(here: str, there: str) -> Answer:
    """This will tell whether a work may go from one stage to another: forward only, and never on from an end."""
    if here in ENDS:
        return no("ended", N_("This work has ended: its stage does not change any more."))
    if there == Stage.STOPPED:
        return YES
    if there not in WAY or WAY.index(Stage(there)) <= WAY.index(Stage(here)):
        return no("backwards", N_("A work goes forward: choose a stage after the present one."))
    if there == Stage.ACCEPTED and here != Stage.DONE:
        return no("not_done", N_("Residents accept what is done: mark it as done first."))
    return YES


def check_evidence(stage: str, given: Collection[str]) -> Answer:
    """This will tell whether what is given shows that a stage was reached."""
    needed = EVIDENCE.get(Stage(stage), frozenset())
    if not needed or needed & set(given):
        return YES
    if needed == PAPER:
        return no("no_evidence", N_("This stage needs a document or a link to one: the design, the protocol, the act."))
    return no("no_evidence", N_("This stage needs something to show: a document, a photo or a link."))


def check_acceptance(*, inspections: int, open_defects: int, given: Collection[str]) -> Answer:
    """This will tell whether residents have accepted a work: no open defect, and three check-lists or a protocol."""
    if open_defects:
        return no(
            "open_defects",
            N_("Residents have found what is not in order, and it is not settled yet: %(count)s."),
            count=open_defects,
        )
    if inspections >= ENOUGH_INSPECTIONS or PAPER & set(given):
        return YES
    return no(
        "not_inspected",
        N_("Too few residents have gone through the check-list: at least %(least)s, or a protocol of acceptance."),
        least=ENOUGH_INSPECTIONS,
    )


def check_note(note: str) -> Answer:
    """This will tell whether the words of a stage are enough for everyone to read."""
    if not note.strip():
        return no("no_note", N_("Write what was done or decided: everyone reads it."))
    if len(note) > LONGEST_NOTE:
        return no("long_note", N_("The text is too long: at most %(most)s signs fit."), most=LONGEST_NOTE)
    return YES


def check_day(reached_on: date, *, today: date, last: date) -> Answer:
    """This will tell whether a stage may carry this day: not tomorrow, not before the stage before it."""
    if reached_on > today:
        return no("future", N_("This day has not come yet."))
    if reached_on < last:
        return no("too_early", N_("This is before the stage before it: %(day)s."), day=last)
    return YES


def check_money(planned: int | None, title: Mapping[str, str]) -> Answer:
    """This will tell whether a work can be entered: it has a name, and money is not below zero."""
    if not any(text.strip() for text in title.values()):
        return no("no_title", N_("The work needs a name."))
    if planned is not None and planned < 0:
        return no("negative", N_("Money cannot be less than zero."))
    return YES


def check_dates(starts_on: date | None, ends_on: date | None) -> Answer:
    """This will tell whether the planned days fit together."""
    if starts_on and ends_on and ends_on < starts_on:
        return no("days", N_("The planned end lies before the planned beginning."))
    return YES


def check_link(url: str) -> Answer:
    """This will tell whether an address can be followed: of the web, and not too long."""
    if url.startswith(("https://", "http://")) and len(url) <= LONGEST_ADDRESS and not set(url) & set(' <>"\n\t'):
        return YES
    return no("link", N_("This is not an address of a page. It begins with https://."))


def check_place(shape: Mapping[str, Any] | None, *, had: bool, box: shapes.Box = shapes.GLOBE) -> Answer:
    """This will tell whether a work may stand at a place: one that has a place moves, but never loses it."""
    if shape is None:
        if had:
            return no("lost_place", N_("This work has a place and would lose it. Move it, or leave it where it is."))
        return YES
    return shapes.check(shape, box=box)
