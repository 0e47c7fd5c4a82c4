"""The response matrix of a version: everything said about it or carried to it, with its fate and who answered."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet

from ortaq.civic.plans.models import Anchor, PlanVersion, Remark
from ortaq.civic.plans.queries.answers import Line, standing_of, today_of, with_parts
from ortaq.civic.plans.rules.answers import OPEN
from ortaq.core.territory.models import Body

AT_ONCE = 200
"""Rows read at a time for a file."""
TOUCHED = (Anchor.State.CHANGED.value, Anchor.State.MOVED.value, Anchor.State.ORPHANED.value)
"""What a version did to the part somebody had spoken about."""


def _standing_on(version: PlanVersion) -> QuerySet[Anchor]:
    return Anchor.objects.filter(version=version, remark__state=Remark.State.SHOWN)


def rows(
    version: PlanVersion, *, fate: str = "", body: str = "", after: int = 0, limit: int = 30, now: datetime
) -> list[Line]:
    """This will list the matrix in the order of numbers, narrowed by fate ("open" for none) and body.

    Three statements.
    """
    found = _standing_on(version).filter(remark__gt=after)
    if fate:
        found = found.filter(remark__fate="" if fate == OPEN else fate)
    if body:
        found = found.filter(remark__body__code=body)
    return _lines(found.order_by("remark")[:limit], now)


def _lines(found: QuerySet[Anchor], now: datetime) -> list[Line]:
    earlier = Prefetch(
        "remark__anchors",
        queryset=with_parts(Anchor.objects.exclude(state=Anchor.State.ORPHANED)).order_by("version__number"),
    )
    anchors = with_parts(found).select_related("remark__matter", "remark__body", "remark__version")
    lines = []
    for anchor in anchors.prefetch_related("remark__lenses", earlier):
        stood = anchor if anchor.state != Anchor.State.ORPHANED else _before(anchor)
        lines.append(Line(anchor.remark, anchor, stood, standing_of(anchor.remark, today_of(now))))
    return lines


def _before(anchor: Anchor) -> Anchor | None:
    """Where a remark stood last before this version."""
    known = [one for one in anchor.remark.anchors.all() if one.version.number < anchor.version.number]
    return known[-1] if known else None


def every(version: PlanVersion, *, now: datetime) -> Iterator[Line]:
    """This will give the whole matrix, some hundred rows at a time. Three statements for each two hundred."""
    after = 0
    while found := rows(version, after=after, limit=AT_ONCE, now=now):
        yield from found
        after = found[-1].remark.pk


@dataclass(frozen=True, slots=True)
class Sums:
    """How much was said about a version and what became of it."""

    fates: dict[str, int]
    """By fate, "open" for none."""
    places: dict[str, int]
    """By what became of the part, "made" for what was said about this version itself."""
    bodies: list[Body]
    """Who answers, by code."""

    @property
    def total(self) -> int:
        return sum(self.fates.values())

    @property
    def answered(self) -> int:
        return self.total - self.fates.get(OPEN, 0)


def sums(version: PlanVersion) -> Sums:
    """This will count the matrix by fate and by what became of the parts. Two statements."""
    fates: Counter[str] = Counter()
    places: Counter[str] = Counter()
    bodies: set[int] = set()
    counted = _standing_on(version).order_by().values_list("remark__fate", "state", "remark__body")
    for fate, state, body_id, n in counted.annotate(n=Count("pk")):
        fates[fate or OPEN] += n
        places[state] += n
        bodies.add(body_id)
    return Sums(dict(fates), dict(places), list(Body.objects.filter(pk__in=bodies).order_by("code")))


def touched(version: PlanVersion, *, limit: int = 100, now: datetime) -> list[Line]:
    """This will list what people said about parts this version changed, moved or took out. Three statements."""
    return _lines(_standing_on(version).filter(state__in=TOUCHED).order_by("state", "remark")[:limit], now)
