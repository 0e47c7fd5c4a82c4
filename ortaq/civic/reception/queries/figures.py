"""How a body answers, counted from the covering index of assignments: exact, and silent under five."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from ortaq.civic.reception import acts
from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.queries.lists import LISTED
from ortaq.core.journal.models import Entry
from ortaq.core.territory.models import Body

SMALLEST = 5
"""Nothing is shown for fewer: a figure about three people is a figure about somebody."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Days:
    """Working days, or None under five answers; `n` is None then too."""

    value: int | None
    n: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`; both None where n is under five."""

    count: int | None
    n: int | None

    @property
    def percent(self) -> int | None:
        """Whole percent, halves up."""
        if self.count is None or not self.n:
            return None
        return (200 * self.count + self.n) // (2 * self.n)


@dataclass(frozen=True, slots=True)
class BodyFigures:
    """What the page of a body shows; every figure carries its n."""

    body: Body
    since: date | None
    until: date | None
    n: int | None
    """Assignments that came in the period."""
    median: Days
    p90: Days
    on_time: Share
    """Of those answered or overdue: silence counts as late."""
    extended: Share
    redirected: Share
    reopened: Share
    """Of the answered ones."""
    fixed: Share
    """Of the answered ones the body leads."""

    @property
    def is_empty(self) -> bool:
        return self.n is None


class Group(NamedTuple):
    """One row of the histogram."""

    body: int
    state: str
    days: int | None
    late: bool
    extended: bool
    reopened: bool
    fixed: bool
    lead: bool
    n: int


COLUMNS = ("body", "state", "days", "late", "extended", "reopened", "fixed", "lead")


def body(body: Body, since: date | None = None, until: date | None = None) -> BodyFigures:
    """This will give a body's figures over assignments registered in a period (both days included); one statement."""
    return _figures(body, since, until, _histogram(Q(body=body), since, until))


def bodies(since: date | None = None, until: date | None = None) -> list[BodyFigures]:
    """This will give the figures of all active bodies that had any assignment, by code; two statements."""
    groups: defaultdict[int, list[Group]] = defaultdict(list)
    for group in _histogram(Q(), since, until):
        groups[group.body].append(group)
    rows = Body.objects.filter(active=True)
    return [_figures(row, since, until, groups[row.id]) for row in rows if row.id in groups]


def _histogram(narrow: Q, since: date | None, until: date | None) -> list[Group]:
    rows = Assignment.objects.filter(narrow)
    if since:
        rows = rows.filter(registered_on__gte=since)
    if until:
        rows = rows.filter(registered_on__lte=until)
    return [Group(*row) for row in rows.order_by().values_list(*COLUMNS).annotate(n=Count("id"))]


def _figures(body: Body, since: date | None, until: date | None, groups: Iterable[Group]) -> BodyFigures:
    groups = list(groups)
    total = sum(g.n for g in groups)
    mine = [g for g in groups if g.state != Assignment.State.REDIRECTED]
    answered = [g for g in mine if g.state == Assignment.State.ANSWERED]
    days: Counter[int] = Counter()
    for g in answered:
        if g.days is not None:
            days[g.days] += g.n
    judged = [g for g in mine if g.late or g.days is not None]
    led = [g for g in answered if g.lead]
    return BodyFigures(
        body=body,
        since=since,
        until=until,
        n=total if total >= SMALLEST else None,
        median=_percentile(days, 50),
        p90=_percentile(days, 90),
        on_time=_share(judged, [g for g in judged if not g.late]),
        extended=_share(mine, [g for g in mine if g.extended]),
        redirected=_share(groups, [g for g in groups if g.state == Assignment.State.REDIRECTED]),
        reopened=_share(answered, [g for g in answered if g.reopened]),
        fixed=_share(led, [g for g in led if g.fixed]),
    )


def _share(all_of: list[Group], some: list[Group]) -> Share:
    n = sum(g.n for g in all_of)
    return Share(sum(g.n for g in some), n) if n >= SMALLEST else Share(None, None)


def _percentile(histogram: Counter[int], percent: int) -> Days:
    """The nearest-rank percentile: the smallest number of days within which `percent` % were answered."""
    n = histogram.total()
    if n < SMALLEST:
        return Days(None, None)
    rank, seen = -(-n * percent // 100), 0
    for days in sorted(histogram):
        seen += histogram[days]
        if seen >= rank:
            return Days(days, n)
    raise AssertionError  # pragma: no cover, the last rank is n


def answer_days(body: Body, since: date | None = None, until: date | None = None) -> list[tuple[int, int]]:
    """This will give (working days, answers) pairs for a chart; [] under five answers."""
    days: Counter[int] = Counter()
    for g in _histogram(Q(body=body, state=Assignment.State.ANSWERED, days__isnull=False), since, until):
        days[g.days or 0] += g.n
    return sorted(days.items()) if days.total() >= SMALLEST else []


@dataclass(frozen=True, slots=True)
class Week:
    """What happened in the last seven days, for the home page."""

    received: int
    answered: int
    fixed: int


def week(now: datetime) -> Week:
    """This will count the last seven days: appeals that came in, answers given, things fixed. Two statements."""
    since = now - WEEK
    received = Appeal.objects.filter(LISTED, received_at__gt=since, received_at__lte=now).count()
    done = dict(
        Entry.objects.filter(act__in=(acts.ANSWERED, acts.FIXED), at__gt=since, at__lte=now)
        .order_by()
        .values_list("act")
        .annotate(n=Count("*"))  # all in the index; for an id PostgreSQL would read every entry
    )
    return Week(received=received, answered=done.get(acts.ANSWERED, 0), fixed=done.get(acts.FIXED, 0))
