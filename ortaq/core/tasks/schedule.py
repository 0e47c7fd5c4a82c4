"""What runs by the clock: a short list, no table. Each slot is enqueued once, whoever's worker comes first.

The list is filled by `site/wiring.py`. The idempotency key is name and slot ("clock:2026-11-22T08:00"): ten workers
make one task. A worker that was away enqueues the latest slot only; a job that must not skip a day looks back itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django_tasks.base import Task as Job

from ortaq.core.tasks import services


@dataclass(frozen=True, slots=True)
class Every:
    """Slots of equal length from midnight: `Every(timedelta(hours=1))`. A day must hold a whole number of them."""

    length: timedelta

    def __post_init__(self) -> None:
        if not self.length or timedelta(days=1) % self.length:
            raise ValueError(f"a day is not a whole number of {self.length}")

    def slot(self, local: datetime) -> datetime:
        """This will give the start of the slot the moment lies in."""
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + self.length * ((local - midnight) // self.length)


@dataclass(frozen=True, slots=True)
class At:
    """Once a day at a local time, or once a week on a weekday (Monday is 0)."""

    time: time
    weekday: int | None = None

    def slot(self, local: datetime) -> datetime:
        """This will give the latest such moment that is not in the future."""
        slot = local.replace(hour=self.time.hour, minute=self.time.minute, second=0, microsecond=0)
        while slot > local or (self.weekday is not None and slot.weekday() != self.weekday):
            slot -= timedelta(days=1)
        return slot


@dataclass(frozen=True, slots=True)
class Periodic:
    """One line of the schedule. `args` makes the task's arguments from the slot's local time."""

    name: str
    job: Job[..., Any]
    when: Every | At
    args: Callable[[datetime], Sequence[Any]]


_SCHEDULE: dict[str, Periodic] = {}


def nothing(slot: datetime) -> Sequence[Any]:  # noqa: ARG001, the shape of `Periodic.args`
    """This will give a task no arguments."""
    return ()


def periodic(
    name: str, job: Job[..., Any], when: Every | At, args: Callable[[datetime], Sequence[Any]] = nothing
) -> None:
    """This will add a line to the schedule; a name taken twice is a mistake in the wiring."""
    if name in _SCHEDULE:
        raise ValueError(f"{name!r} is in the schedule already")
    _SCHEDULE[name] = Periodic(name, job, when, args)


def lines() -> list[Periodic]:
    """This will give the whole schedule."""
    return list(_SCHEDULE.values())


def enqueue_due(now: datetime, known: dict[str, datetime]) -> int:
    """This will enqueue every slot that has begun; `known` is what this worker has seen, to spare the database."""
    added = 0
    for line in _SCHEDULE.values():
        slot = line.when.slot(timezone.localtime(now))
        if known.get(line.name) != slot:
            key = f"{line.name}:{slot.strftime('%Y-%m-%dT%H:%M')}"
            services.enqueue(line.job, *line.args(slot), key=key)
            known[line.name] = slot
            added += 1
    return added
