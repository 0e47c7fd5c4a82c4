"""Public processes by what a resident can do in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from ortaq.civic.dialogue.models import Phase, Process
from ortaq.civic.dialogue.queries.processes import WITH

FINISHED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A public process with the phase people can take part in now, or the one that comes next."""

    process: Process
    running: Phase | None
    coming: Phase | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Public processes: open to people now, coming, waiting for answers, finished."""

    open: list[Listed]
    """The nearest end first."""
    coming: list[Listed]
    answering: list[Listed]
    """Nobody can take part any more; the city answers."""
    finished: list[Listed]
    """At most FINISHED_SHOWN, the newest first."""


def listing(*, now: datetime) -> Listing:
    """This will list public processes. Four statements."""
    active = _listed(_public().exclude(state=Process.State.CLOSED), now)
    closed = _listed(_public().filter(state=Process.State.CLOSED).order_by("-closed_at")[:FINISHED_SHOWN], now)
    return Listing(
        open=_by_end([one for one in active if one.running]),
        coming=sorted((one for one in active if not one.running and one.coming), key=_opens),
        answering=[one for one in active if not one.running and not one.coming],
        finished=closed,
    )


def running(now: datetime) -> list[Listed]:
    """This will list the processes people can take part in now, the nearest end first. Two statements."""
    return _by_end([one for one in _listed(_public().exclude(state=Process.State.CLOSED), now) if one.running])


def _public() -> QuerySet[Process]:
    return Process.objects.filter(listed=True).select_related(*WITH).order_by("-matter")


def _listed(found: QuerySet[Process], now: datetime) -> list[Listed]:
    return [
        Listed(process, _running(process.phases.all(), now), _coming(process.phases.all(), now))
        for process in found.prefetch_related("phases")
    ]


def _running(phases: Iterable[Phase], now: datetime) -> Phase | None:
    """The phase that takes something in now; of several the one that ends first."""
    open_now = [phase for phase in phases if phase.allows and phase.opens_at <= now < phase.closes_at]
    return min(open_now, key=lambda phase: phase.closes_at, default=None)


def _coming(phases: Iterable[Phase], now: datetime) -> Phase | None:
    ahead = [phase for phase in phases if phase.allows and phase.opens_at > now]
    return min(ahead, key=lambda phase: phase.opens_at, default=None)


def _by_end(found: list[Listed]) -> list[Listed]:
    return sorted(found, key=lambda one: one.running.closes_at if one.running else one.process.matter.opened_at)


def _opens(one: Listed) -> datetime:
    return one.coming.opens_at if one.coming else one.process.matter.opened_at


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of processes are made of. One statement."""
    rows = Process.objects.filter(pk__in=list(matter_ids))
    return {pk: {"code": code} for pk, code in rows.values_list("pk", "code")}
