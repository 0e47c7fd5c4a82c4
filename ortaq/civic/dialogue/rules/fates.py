"""What becomes of contributions: five fates, who gives them, how long it took, what is like what. Plain Python."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from math import log
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
NEEDED: Final = ("kk", "ru")
"""Languages an answer is written in; English may be added."""
LONGEST_TITLE: Final = 200
LONGEST_REASON: Final = 4000
SMALLEST: Final = 5
"""Figures of a body are shown from this many on."""
REMIND_DAYS: Final = 7
ALIKE: Final = 0.12
"""Least likeness (0 to 1) for a cluster to be suggested."""
NO_TITLE: Final = N_("Name what these contributions are about, in Kazakh and in Russian.")
NO_REASON: Final = N_("Write in Kazakh and in Russian what will be done, or why not.")
SECOND: Final = N_("Somebody was first. Look at where it stands now.")


def check_words(content: Mapping[str, str], *, longest: int, missing: str) -> Answer:
    """This will ask for words in Kazakh and Russian; `missing` is the sentence that says what is not there."""
    if not all(any(sign.isalnum() for sign in content.get(language, "")) for language in NEEDED):
        return no("words", missing)
    if any(len(words) > longest for words in content.values()):
        return no("too_long", N_("Make it shorter: at most %(most)s characters."), most=longest)
    return YES


def may_gather(*, state: str) -> Answer:
    """This will let contributions of a public process be gathered until it is closed."""
    if state == "published":
        return YES
    return no("process_closed", N_("This dialogue takes no new answers: it is not open."))


def check_term(due_on: date, *, today: date, latest: date | None) -> Answer:
    """This will keep the date of an answer ahead of us and within what the process promised."""
    if due_on < today:
        return no("due_past", N_("The date of the answer lies in the past."))
    if latest is not None and due_on > latest:
        return no(
            "due_late",
            N_("The dialogue promises its answers by %(day)s: choose that day or an earlier one."),
            day=latest,
        )
    return YES


def may_change_members(*, fate: str) -> Answer:
    """This will keep what is answered together with its answer."""
    if not fate:
        return YES
    return no("answered", N_("This is answered: its contributions stay with the answer. Correct the answer instead."))


def may_drop(*, fate: str, members: int) -> Answer:
    """This will let an empty cluster be taken away."""
    if fate or members:
        return no("not_empty", N_("Only an empty group of contributions can be taken away."))
    return YES


def may_give(*, fate: str, given: str, members: int) -> Answer:
    """This will let one fate be given to what has contributions and no fate yet."""
    if fate not in FATES:
        return no("no_fate", N_("Choose what becomes of the contributions."))
    if given:
        return no("second", SECOND)
    return YES if members else no("empty", N_("There are no contributions here yet: put them in first."))


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


def median(days: Collection[int]) -> int | None:
    """This will give the days within which half were answered (nearest rank); None for none."""
    ordered = sorted(days)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def nearest(stems: Collection[str], groups: Mapping[int, Collection[str]]) -> int | None:
    """This will give the group whose words are most like these, None where none is like enough.

    A stem that many groups have says little: it weighs by how few have it. Of equals the lower number wins.
    """
    own = set(stems)
    spread = Counter(stem for group in groups.values() for stem in set(group))
    best, found = 0.0, None
    for number in sorted(groups):
        weighed = _likeness(own, set(groups[number]), spread, len(groups))
        if weighed > best:
            best, found = weighed, number
    return found if best >= ALIKE else None


def _likeness(own: set[str], group: set[str], spread: Counter[str], groups: int) -> float:
    """The weight of common stems over that of one's own: a big group is not nearer because it is big."""

    def weight(stem: str) -> float:
        return log(1 + (groups + 1) / (1 + spread[stem]))

    whole = sum(weight(stem) for stem in own)
    return sum(weight(stem) for stem in own & group) / whole if whole else 0.0
