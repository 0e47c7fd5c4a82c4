"""What becomes of a contribution: five fates, the words an answer needs, how it keeps its date. Plain Python."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no


class Fate(StrEnum):
    """What became of a contribution."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    PLANNED = "planned"
    NOT_ADOPTED = "not_adopted"
    OUTSIDE = "outside"


class Standing(StrEnum):
    """How an answer keeps its date."""

    IN_TIME = "in_time"
    LATE = "late"
    """Answered after the date."""
    OVERDUE = "overdue"
    """Not answered, and the date is over."""
    OPEN = "open"


FATES: Final = tuple(Fate)
ACCEPTED: Final = (Fate.ADOPTED, Fate.PARTLY, Fate.PLANNED)
"""What was proposed is done, or has been on its way already."""
NEEDED: Final = ("kk", "ru")
"""Languages an answer is written in; English may be added."""
LONGEST_TITLE: Final = 200
LONGEST_REASON: Final = 4000
NO_REASON: Final = N_("Write in Kazakh and in Russian what will be done, or why not.")
SECOND: Final = N_("Somebody was first. Look at where it stands now.")


def check_words(content: Mapping[str, str], *, longest: int, missing: str) -> Answer:
    """This will ask for words in Kazakh and Russian; `missing` is the sentence that says what is not there."""
    if not all(any(sign.isalnum() for sign in content.get(language, "")) for language in NEEDED):
        return no("words", missing)
    if any(len(words) > longest for words in content.values()):
        return no("too_long", N_("Make it shorter: at most %(most)s characters."), most=longest)
    return YES


def may_give(*, fate: str, given: str) -> Answer:
    """This will let one fate be given to what has none yet."""
    if fate not in FATES:
        return no("no_fate", N_("Choose what becomes of the contributions."))
    return no("second", SECOND) if given else YES


def may_correct(*, fate: str, given: str, why: str) -> Answer:
    """This will let a given fate be corrected, with a reason everyone reads."""
    if fate not in FATES:
        return no("no_fate", N_("Choose what becomes of the contributions."))
    if not given:
        return no("not_given", N_("There is no answer to correct yet."))
    if not any(sign.isalnum() for sign in why):
        return no("no_why", N_("Say why the answer is corrected: everyone reads it."))
    return YES


def check_answer(*, fate: str, reason: Mapping[str, str], forwarded_to: Mapping[str, str]) -> Answer:
    """This will ask for the reasons, and for whom it was forwarded to where the city has no power."""
    if not (able := check_words(reason, longest=LONGEST_REASON, missing=NO_REASON)):
        return able
    if fate != Fate.OUTSIDE:
        return YES
    missing = N_("Name in Kazakh and in Russian whom it is forwarded to.")
    return check_words(forwarded_to, longest=LONGEST_TITLE, missing=missing)


def standing(*, fate: str, due_on: date, answered_on: date | None, today: date) -> Standing:
    """This will say how an answer keeps its date."""
    if fate and answered_on is not None:
        return Standing.IN_TIME if answered_on <= due_on else Standing.LATE
    return Standing.OPEN if today <= due_on else Standing.OVERDUE
