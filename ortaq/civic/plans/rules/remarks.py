"""What people may say about a part of a version, until when, and what an amendment needs. Plain Python."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from ortaq.civic.plans.rules.zones import HIGHEST
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, YES, Answer, no


class Kind(StrEnum):
    """What a remark is."""

    COMMENT = "comment"
    IDEA = "idea"
    AMENDMENT = "amendment"
    """Other words for a paragraph, other limits for a zone."""


class State(StrEnum):
    """Where a remark stands."""

    HELD = "held"
    SHOWN = "shown"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


KINDS: Final = tuple(kind.value for kind in Kind)
PARTS: Final = ("paragraph", "zone", "layer", "measure", "resource", "shape")
AMENDED: Final = ("paragraph", "zone")
"""Parts other words or limits can be put in place of."""
LIMITS: Final = tuple(HIGHEST)
OPEN_STAGES: Final = ("concept", "draft", "hearing")
SHORTEST_TITLE: Final = 5
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 3000
LONGEST_PROPOSAL: Final = 8000
"""As long as a paragraph may be."""
PER_DAY: Final = 20
DAYS_TO_ANSWER: Final = 30
"""Where a version promises no day for its answers."""
NOT_NOW: Final = N_("This cannot be done with it now: somebody was first. Look at where it stands.")


def takes_remarks(*, published: bool, newest: bool, stage: str, until: date | None, today: date) -> Answer:
    """This will say whether people can speak about a version now: the newest, before it is adopted, in time."""
    if not published:
        return no("not_published", N_("This version is in the making: people speak about it once it is published."))
    if not newest:
        return no("not_newest", N_("There is a newer version of this plan: say it about that one."))
    if stage not in OPEN_STAGES:
        return no("stage_over", N_("This version is decided: it takes no more remarks. The next one will."))
    if until is not None and today > until:
        return no("time_over", N_("People could speak about this version until %(day)s."), day=until)
    return YES


def check_kind(kind: str, *, part: str) -> Answer:
    """This will say whether a remark of this kind can hang on such a part."""
    if kind not in KINDS:
        return no("kind", N_("Choose what it is: a comment, an idea or an amendment."))
    if kind == Kind.AMENDMENT and part not in AMENDED:
        return no("kind", N_("Only words of the text and limits of a zone can be amended. Send it as an idea."))
    return YES


def check_words(*, title: str, text: str) -> Answer:
    """This will say what the title and the text lack."""
    title, text = title.strip(), text.strip()
    if sum(sign.isalpha() for sign in title) < SHORTEST_TITLE:
        return no("title", N_("Say in a few words what it is about."))
    if len(title) > LONGEST_TITLE:
        return no("title", N_("Make the title shorter: at most %(most)s characters."), most=LONGEST_TITLE)
    if not any(sign.isalnum() for sign in text):
        return no("text", N_("Write what you think and why. One or two sentences are enough."))
    if len(text) > LONGEST_TEXT:
        return no("text", N_("Make the text shorter: at most %(most)s characters."), most=LONGEST_TEXT)
    return YES


def check_proposal(
    kind: str, *, part: str, proposal: Mapping[str, Any], words: Mapping[str, str], limits: Mapping[str, int | None]
) -> Answer:
    """This will ask an amendment for what should stand there, and that it differs from what does.

    `words` are those of the paragraph by language, `limits` those of the zone.
    """
    if kind != Kind.AMENDMENT:
        return YES if not proposal else no("proposal", N_("Only an amendment puts other words or limits."))
    if part == "paragraph":
        return _check_text(str(proposal.get("text", "")).strip(), words, only=set(proposal) == {"text"})
    if not proposal or set(proposal) - set(LIMITS):
        return no("proposal", N_("Write at least one limit as it should be."))
    for name, value in proposal.items():
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= HIGHEST[name]:
            return no("proposal", N_("A limit is a whole number from 1 to %(most)s."), most=HIGHEST[name])
    if all(limits.get(name) == value for name, value in proposal.items()):
        return no("proposal", N_("These are the limits that hold already. Change at least one."))
    return YES


def _check_text(text: str, words: Mapping[str, str], *, only: bool) -> Answer:
    if not only or not any(sign.isalnum() for sign in text):
        return no("proposal", N_("Write the paragraph as it should be."))
    if len(text) > LONGEST_PROPOSAL:
        return no("proposal", N_("Make the text shorter: at most %(most)s characters."), most=LONGEST_PROPOSAL)
    if any(text.split() == known.split() for known in words.values()):
        return no("proposal", N_("These are the words that stand there already. Change at least one."))
    return YES


def check_often(today: int) -> Answer:
    """This will keep one person from filling the list in a day."""
    if today < PER_DAY:
        return YES
    return no("too_often", N_("You have sent %(most)s remarks within a day. Send the next one tomorrow."), most=PER_DAY)


def first_state(*, look_first: bool) -> State:
    """This will say how a remark begins: waiting for a look, or shown."""
    return State.HELD if look_first else State.SHOWN


def due_on(*, promised: date | None, today: date) -> date:
    """This will give the last day to answer: the day the version promises, else a month from today."""
    return promised if promised is not None and promised >= today else today + timedelta(days=DAYS_TO_ANSWER)


def may_withdraw(actor: Actor, *, author_id: int, state: str, fate: str) -> Answer:
    """This will let an author take back what she said while nobody has answered it."""
    if actor.person_id != author_id:
        return no("not_yours", N_("Only its author may withdraw a remark."))
    if fate:
        return no("is_answered", N_("It is answered already: it can no longer be withdrawn."))
    return YES if state in (State.HELD, State.SHOWN) else no("second", NOT_NOW)


def may_support(*, state: str, own: bool) -> Answer:
    """This will say whether a remark takes support: one that is shown, from anyone but its author."""
    if state != State.SHOWN:
        return no("not_shown", N_("It takes no support now."))
    return no("own", N_("These are your own words: they count your voice already.")) if own else YES
