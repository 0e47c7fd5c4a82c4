"""A workshop where residents draw concepts, and the concepts that come of it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

LONGEST_DAYS: Final = 14
LONGEST_AUTHORS: Final = 200


def check_workshop(*, title: Mapping[str, str], starts_on: date, ends_on: date) -> Answer:
    """This will tell whether a workshop can be entered: named, and of at most two weeks."""
    if not any(text.strip() for text in title.values()):
        return no("no_title", N_("The workshop needs a name."))
    if ends_on < starts_on:
        return no("days", N_("The last day lies before the first."))
    if (ends_on - starts_on).days >= LONGEST_DAYS:
        return no("days", N_("A workshop lasts at most two weeks."))
    return YES


def check_concept(*, title: Mapping[str, str], summary: Mapping[str, str]) -> Answer:
    """This will tell whether a concept can stand on its page: a name, and words that say what it is."""
    if not any(text.strip() for text in title.values()):
        return no("no_title", N_("The concept needs a name."))
    if not any(text.strip() for text in summary.values()):
        return no("no_summary", N_("Say in a few sentences what the concept proposes."))
    return YES
