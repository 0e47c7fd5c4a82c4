"""What an idea needs, where it may stand, who may do what with it. Plain Python."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, YES, Answer, no

THEMES: Final = (
    "environment", "transport", "industry", "stagnating", "housing", "commerce", "ecology", "historic_centre",
)  # fmt: skip
"""Aspects of the city's general plan."""
SHORTEST_TITLE: Final = 5
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 3000
LONGEST_REASON: Final = 300
MOST_PHOTOS: Final = 5
PER_DAY: Final = 20


class State(StrEnum):
    """Where an idea stands."""

    HELD = "held"
    SHOWN = "shown"
    REJECTED = "rejected"
    JOINED = "joined"
    WITHDRAWN = "withdrawn"


PUBLIC: Final = (State.SHOWN, State.JOINED)
NEXT: Final[dict[State, frozenset[State]]] = {
    State.HELD: frozenset({State.SHOWN, State.REJECTED, State.WITHDRAWN}),
    State.SHOWN: frozenset({State.HELD, State.REJECTED, State.JOINED, State.WITHDRAWN}),
    State.REJECTED: frozenset({State.SHOWN}),
    State.JOINED: frozenset({State.SHOWN}),
    State.WITHDRAWN: frozenset(),
}

NOT_NOW = N_("This cannot be done with the idea now: somebody was first. Look at where it stands.")
HOLDS_OTHERS = N_("Other ideas are joined into this one. Part them first.")


def check_words(*, title: str, text: str) -> Answer:
    """This will say what the title and the text lack."""
    title, text = title.strip(), text.strip()
    if sum(sign.isalpha() for sign in title) < SHORTEST_TITLE:
        return no("title", N_("Say in a few words what you propose."))
    if len(title) > LONGEST_TITLE:
        return no("title", N_("Make the title shorter: at most %(most)s characters."), most=LONGEST_TITLE)
    if not any(sign.isalnum() for sign in text):
        return no("text", N_("Write what should change and for whom. One or two sentences are enough."))
    if len(text) > LONGEST_TEXT:
        return no("text", N_("Make the text shorter: at most %(most)s characters."), most=LONGEST_TEXT)
    return YES


def themes_of(offered: Collection[str]) -> tuple[str, ...]:
    """This will give the themes a process offers, in our order; all of them where it names none."""
    return tuple(theme for theme in THEMES if theme in offered) or THEMES


def check_subject(*, theme: str, goal: str, themes: Collection[str], goals: Collection[str]) -> Answer:
    """This will say whether theme and goal are among those offered; a goal may be left out, a theme too."""
    if theme and theme not in themes:
        return no("theme", N_("This dialogue has no such theme. Choose another one."))
    if goal and goal not in goals:
        return no("goal", N_("This dialogue has no such goal. Choose another one."))
    return YES


def check_often(today: int) -> Answer:
    """This will keep one person from filling the list in a day."""
    if today < PER_DAY:
        return YES
    return no("too_often", N_("You have sent %(most)s ideas within a day. Send the next one tomorrow."), most=PER_DAY)


def can_become(state: str, after: State) -> Answer:
    """This will say whether an idea may go from one state into another."""
    return YES if after in NEXT[State(state)] else no("second", NOT_NOW)


def may_decide(state: str, after: State, *, holds_others: bool, reason: str) -> Answer:
    """This will say whether a moderator may put an idea there; without a reason nothing is taken from view."""
    if not (able := can_become(state, after)):
        return able
    if after == State.SHOWN:
        return YES
    if holds_others:
        return no("holds_others", HOLDS_OTHERS)
    return check_reason(reason)


def check_reason(reason: str) -> Answer:
    """This will ask for words the author can read."""
    if not reason.strip():
        return no("reason", N_("Write the reason: the author reads it."))
    if len(reason.strip()) > LONGEST_REASON:
        return no("reason", N_("Make the reason shorter: at most %(most)s characters."), most=LONGEST_REASON)
    return YES


def may_withdraw(actor: Actor, *, author_id: int, state: str, holds_others: bool, is_answered: bool) -> Answer:
    """This will let an author take her idea back while it stands alone and nobody answers it yet."""
    if actor.person_id != author_id:
        return no("not_yours", N_("Only its author may withdraw an idea."))
    if state == State.JOINED:
        return no("joined", N_("Your idea is part of another one. Object to the joining if it does not belong there."))
    if holds_others:
        return no("holds_others", N_("Other ideas are joined into yours: their supporters count here. Write to us."))
    if is_answered:
        return no("is_answered", N_("A body is answering your idea already: it can no longer be withdrawn."))
    return can_become(state, State.WITHDRAWN)


def may_support(*, state: str, own: bool) -> Answer:
    """This will say whether an idea takes support: one that is shown, from anyone but its author."""
    if state != State.SHOWN:
        return no("not_shown", N_("This idea takes no support now."))
    return no("own", N_("It is your own idea: it counts your voice already.")) if own else YES
