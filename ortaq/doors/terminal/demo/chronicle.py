"""Puts two years of generated appeals into one line of events, as they happened to the city day by day."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ortaq.civic.reception import acts
from ortaq.doors.terminal.demo.appeals import GeneratedAppeal
from ortaq.doors.terminal.demo.history import COMPLAINED, Step
from ortaq.doors.terminal.demo.life import ALMATY

OPENED, SUPPORTED, COMMENTED = "opened", "supported", "commented"
SWEPT, SEALED = "swept", "sealed"
SWEEP_AT, SEAL_AT = time(0, 20), time(2, 0)
NOBODY = -1
PATIENCE_DAYS = 9
"""Mean days after which people still find an appeal and support it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One moment: what happens to which appeal (by its place in the list, -1 for the city's clock)."""

    at: datetime
    index: int
    rank: int
    what: str
    step: Step | None = None
    number: int = 0
    """Of the comment or supporter."""

    @property
    def key(self) -> tuple[datetime, int, int]:
        return self.at, self.index, self.rank


def tell(appeals: Sequence[GeneratedAppeal], *, seed: int, end: datetime) -> list[Event]:
    """Return everything that happened until `end`, oldest first, with the city's nightly work in between."""
    events = [event for index, appeal in enumerate(appeals) for event in _life_of(index, appeal, seed, end)]
    if appeals:
        events += _nights(appeals[0].received_at, end)
    return sorted(events, key=lambda event: event.key)


def _life_of(index: int, appeal: GeneratedAppeal, seed: int, end: datetime) -> Iterator[Event]:
    yield Event(appeal.received_at, index, 0, OPENED)
    for rank, step in enumerate(appeal.steps, start=1):
        if step.act != COMPLAINED:  # written to the higher body on paper: the desk does not hear of it
            yield Event(step.at, index, rank, step.act, step)
    if any(step.act == acts.HELD for step in appeal.steps):
        return
    for number, remark in enumerate(appeal.comments):
        yield Event(remark.at, index, 1000 + number, COMMENTED, number=number)
    rng = random.Random(f"{seed}:{index}:support")
    for number in range(appeal.supports):
        at = appeal.received_at + timedelta(days=rng.expovariate(1 / PATIENCE_DAYS), minutes=10)
        if at <= end:
            yield Event(at.replace(microsecond=0), index, 2000 + number, SUPPORTED, number=number)


def _nights(start: datetime, end: datetime) -> Iterator[Event]:
    day = start.astimezone(ALMATY).date() + timedelta(days=1)
    while (at := datetime.combine(day, SWEEP_AT, tzinfo=ALMATY)) <= end:
        yield Event(at, NOBODY, 0, SWEPT)
        sealed = datetime.combine(day, SEAL_AT, tzinfo=ALMATY)
        if sealed <= end:
            yield Event(sealed, NOBODY, 1, SEALED)
        day += timedelta(days=1)
