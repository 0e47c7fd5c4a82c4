"""The line: the way of a public thing, stop by stop — done, now, late, next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise

Text = str | Promise


class Step(StrEnum):
    """Where a stop stands on the line."""

    DONE = "done"
    NOW = "now"
    LATE = "late"
    NEXT = "next"


@dataclass(frozen=True)
class Evidence:
    """Something that proves a stop or leads on from it: a document, a photo, a page."""

    label: Text
    href: str
    icon: str = ""


@dataclass(frozen=True)
class Stop:
    """One stop of the line: what happened, when, by whom, in which words, and the evidence."""

    what: Text
    step: Step | str = Step.DONE
    when: date | datetime | None = None
    who: Text = ""
    note: Text = ""
    quote: str = ""
    quote_lang: str = ""
    evidence: Sequence[Evidence] = field(default=())

    @property
    def kind(self) -> str:
        """Return the step as its plain word; another word than the four raises ValueError."""
        return Step(self.step).value
