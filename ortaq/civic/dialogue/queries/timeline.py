"""Everything that happened in a process and is still to come, as one row of events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Cluster, Content, Forum, OpinionCount, Process
from ortaq.core.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Event:
    """One thing at a time: "phase", "forum", "news", "count", "fates", "opened", "moved", "withdrawn" or "closed"."""

    kind: str
    at: datetime
    until: datetime | None = None
    thing: Any = None
    """The phase, forum, text, count or journal entry."""
    number: int = 0
    """How many answers were given that day."""


def of_process(process: Process) -> list[Event]:
    """This will list the events of a process in the order of time. Six statements.

    Answers of one day are one event: a process can have hundreds of them.
    """
    events = [Event("phase", one.opens_at, one.closes_at, one) for one in process.phases.all()]
    forums = Forum.objects.filter(process=process, listed=True).select_related("matter")
    events += [Event("forum", one.starts_at, one.ends_at, one) for one in forums]
    news = Content.objects.filter(process=process, kind=Content.Kind.NEWS, shown__isnull=False).select_related("shown")
    events += [Event("news", one.published_at, None, one) for one in news if one.published_at]
    counts = OpinionCount.objects.filter(process=process).only("process", "people", "votes", "counted_at")
    events += [Event("count", one.counted_at, None, one) for one in counts]
    events += _fates(process) + _told(process)
    if process.closed_at:
        events.append(Event("closed", process.closed_at))
    return sorted(events, key=lambda event: event.at)


def _fates(process: Process) -> list[Event]:
    """The answers given, a day of the process' clock at a time, at the moment of the day's last one."""
    zone = ZoneInfo(process.time_zone)
    given = Cluster.objects.filter(process=process, answered_at__isnull=False).order_by("answered_at")
    days: dict[Any, list[datetime]] = {}
    for at in given.values_list("answered_at", flat=True):
        if at is not None:
            days.setdefault(at.astimezone(zone).date(), []).append(at)
    return [Event("fates", moments[-1], number=len(moments)) for moments in days.values()]


def _told(process: Process) -> list[Event]:
    """What the journal says to everyone: it was opened, its plan was moved, a text was taken back, and why."""
    public = Entry.objects.filter(matter=process.matter, public=True, act__in=_ACTS).order_by("seq")
    kinds = [(_ACTS[entry.act], entry) for entry in public]
    return [
        Event(kind, entry.at, None, entry)
        for kind, entry in kinds
        if kind != "moved" or _PLAN & set(entry.data.get("fields", []))
    ]


_PLAN = {"phases", "answers_due_on"}
_ACTS = {acts.PROCESS_PUBLISHED: "opened", acts.PROCESS_CHANGED: "moved", acts.CONTENT_WITHDRAWN: "withdrawn"}
