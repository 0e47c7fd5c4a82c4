"""The thread: how a word became a thing. Which acts are moments of the chain, and in which part of it.

Named in site/wiring.py, act by act; an act that is not named there is no moment anybody needs to read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

Text = str | Promise
Facts = Mapping[str, Any]
"""What an entry of the journal holds for everyone."""


class Part(StrEnum):
    """A part of the chain, in its order."""

    SAID = "said"
    DISCUSSED = "discussed"
    DECIDED = "decided"
    BUILT = "built"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a moment was so: a record, a protocol, photos.

    An address that begins with # is a place on the page of the moment's card.
    """

    label: Text
    href: str


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened on a card: when, what, in the name of which body, and what shows it."""

    part: Part
    matter: int
    at: date | datetime
    what: Text
    who: Mapping[str, str] | None = None
    """Localized name of a body, never of a person."""
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class _Telling:
    part: Part
    what: Text | Callable[[Facts], Text]
    proofs: Callable[[Facts], tuple[Proof, ...]] | None
    newest: bool


_TELLINGS: dict[str, _Telling] = {}
_ORDER = list(Part)


def tell(
    act: str,
    part: Part,
    what: Text | Callable[[Facts], Text],
    proofs: Callable[[Facts], tuple[Proof, ...]] | None = None,
    *,
    newest: bool = False,
) -> None:
    """This will make an act a moment of threads: in which words, and what shows it.

    `newest`: what a card repeats for years (a figure of every month) is told once, the last time.
    """
    _TELLINGS[act] = _Telling(part, what, proofs, newest)


def acts(part: Part | None = None) -> list[str]:
    """This will list the acts that are moments, of one part or of all."""
    return [act for act, known in _TELLINGS.items() if part in (None, known.part)]


def repeated() -> list[str]:
    """This will list the acts of which a card tells the newest alone."""
    return [act for act, known in _TELLINGS.items() if known.newest]


def moment(act: str, data: Facts, *, matter: int, at: datetime, who: Mapping[str, str] | None) -> Moment:
    """This will tell an act. What it says of its own day ("on") goes before the day it was written down.

    What was said residents said: the body of the entry keeps the room they spoke in, these are not its words.
    """
    known = _TELLINGS[act]
    who = None if known.part == Part.SAID else who
    what = known.what(data) if callable(known.what) else known.what
    when = date.fromisoformat(data["on"]) if data.get("on") else at
    return Moment(known.part, matter, when, what, who, known.proofs(data) if known.proofs else ())


def in_order(moment: Moment) -> tuple[int, date, float, int]:
    """This will give the place of a moment: by part, then by day; those that know no hour begin theirs."""
    hour = moment.at.timestamp() if isinstance(moment.at, datetime) else 0.0
    return _ORDER.index(moment.part), day_of(moment.at), hour, moment.matter


def day_of(at: date | datetime) -> date:
    """This will give the day of a moment by the city's clock."""
    return timezone.localtime(at).date() if isinstance(at, datetime) else at
