"""Stages of a public work, who may move it, and what a stage must show."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no


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
KEEPERS: Final = (Role.OFFICER, Role.HEAD)
LONGEST_NOTE: Final = 2000


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


def may_keep(actor: Actor, body_id: int) -> Answer:
    """This will tell whether the actor keeps the works of a body: its officer or head, with a second factor."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *KEEPERS):
        return no("not_yours", N_("This work belongs to another body: only its officers can do this."))
    return YES if actor.strong else no("second_factor", N_("Sign in with your second factor to work at the desk."))


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
