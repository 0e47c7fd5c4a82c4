"""How contributions are gathered to be answered together, and what is like what. Plain Python."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from math import log
from typing import Final

from ortaq.core.discussion.rules import fates as shared
from ortaq.core.people.refusal import N_, YES, Answer, no

SMALLEST: Final = 5
"""Figures of a body are shown from this many on."""
REMIND_DAYS: Final = 7
ALIKE: Final = 0.12
"""Least likeness (0 to 1) for a cluster to be suggested."""
NO_TITLE: Final = N_("Name what these contributions are about, in Kazakh and in Russian.")


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
    if not (able := shared.may_give(fate=fate, given=given)):
        return able
    return YES if members else no("empty", N_("There are no contributions here yet: put them in first."))


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
