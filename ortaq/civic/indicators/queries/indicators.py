"""Indicators: by theme, one with all it shows, those of a desk. All of them are public."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from ortaq.civic.indicators.models import Alignment, Indicator, Target, Value
from ortaq.civic.indicators.queries import values
from ortaq.civic.indicators.queries.values import Spot
from ortaq.civic.indicators.rules import freshness, periods, progress, rights
from ortaq.civic.indicators.rules.values import PLAIN
from ortaq.core.matters import queries as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.territory.models import Territory

WITH = ("matter", "body", "territory")
WHOLES = ("region", "city", "district", "okrug", "settlement")


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in a list: its series for the whole, its target, and whether it is measured as promised."""

    indicator: Indicator
    series: Sequence[Spot]
    fresh: str
    target: Target | None = None
    way: progress.Progress | None = None
    waiting: int = 0
    """Documented values a second person has not looked at; at the desk."""

    @property
    def last(self) -> Spot | None:
        return self.series[-1] if self.series else None


def themes() -> dict[str, int]:
    """This will count the indicators of each theme. One statement."""
    return dict(Indicator.objects.order_by().values_list("theme").annotate(n=Count("pk")))


def listing(today: date, *, theme: str = "") -> list[Row]:
    """This will list indicators by theme and code with series and targets. Three statements."""
    found = Indicator.objects.select_related(*WITH).order_by("theme", "code")
    return rows_of(list(found.filter(theme=theme) if theme else found), today)


def rows_of(indicators: Sequence[Indicator], today: date) -> list[Row]:
    """This will give indicators as rows of a list. Two statements."""
    series = values.of_wholes(indicators)
    wholes = {one.pk: one.territory_id for one in indicators}
    targets = {
        target.indicator_id: target
        for target in Target.objects.filter(indicator__in=list(wholes), superseded_at__isnull=True)
        if wholes[target.indicator_id] == target.territory_id
    }
    return [_row(one, series[one.pk], targets.get(one.pk), today) for one in indicators]


def _row(indicator: Indicator, series: list[Spot], target: Target | None, today: date) -> Row:
    last_end = max((spot.period.end for spot in series), default=None)
    fresh = freshness.freshness(
        frequency=indicator.frequency, lag_days=indicator.lag_days, last_end=last_end, today=today
    )
    way = way_of(target, series[-1].amount if series else None, today) if target else None
    return Row(indicator, series, fresh, target, way)


def way_of(target: Target, amount: int | None, today: date) -> progress.Progress | None:
    """This will compute how far the way to a target is done, None where nothing is measured."""
    if amount is None:
        return None
    return progress.progress(
        baseline=target.baseline, target=target.amount, now_is=amount, baseline_on=target.baseline_on,
        due_on=target.due_on, today=today,
    )  # fmt: skip


def get(code: str) -> Indicator | None:
    """This will give an indicator by its code."""
    return Indicator.objects.select_related(*WITH).filter(code=code).first()


@dataclass(frozen=True, slots=True)
class Story:
    """All an indicator's page shows."""

    series: list[Value]
    """Of the whole and everybody, by time."""
    places: list[tuple[Territory, list[Value]]]
    """Of its parts, by code."""
    splits: list[tuple[str, list[Value]]]
    """Of the whole by groups."""
    targets: list[tuple[Target, progress.Progress | None]]
    alignments: list[Alignment]
    fresh: str
    expected: periods.Period
    expected_by: date
    origins: list[Matter]
    """What was planned, decided or built and is measured by it."""


def story(indicator: Indicator, actor: Actor, today: date) -> Story:
    """This will gather what the page of an indicator shows. Four statements."""
    held = values.of_indicator(indicator)
    plain = [one for one in held if one.split == PLAIN]
    series = [one for one in plain if one.territory_id == indicator.territory_id]
    last_end = max((one.end for one in series), default=None)
    term: Any = {"frequency": indicator.frequency, "lag_days": indicator.lag_days}
    period, by = freshness.expected(**term, last_end=last_end, today=today)
    links = matters.links_of(indicator.matter, actor)
    return Story(
        series=series,
        places=_by_place([one for one in plain if one.territory_id != indicator.territory_id]),
        splits=_by_split([one for one in held if one.split != PLAIN and one.territory_id == indicator.territory_id]),
        targets=_targets(indicator, plain, today),
        alignments=list(indicator.alignments.select_related("item__framework").order_by("item__framework", "item")),
        fresh=freshness.freshness(**term, last_end=last_end, today=today),
        expected=period,
        expected_by=by,
        origins=[link.origin for link in links if link.result_id == indicator.matter_id],
    )


def _by_place(found: Iterable[Value]) -> list[tuple[Territory, list[Value]]]:
    places: dict[str, tuple[Territory, list[Value]]] = {}
    for one in found:
        places.setdefault(one.territory.code, (one.territory, []))[1].append(one)
    return [places[code] for code in sorted(places)]


def _by_split(found: Iterable[Value]) -> list[tuple[str, list[Value]]]:
    splits: dict[str, list[Value]] = {}
    for one in found:
        splits.setdefault(one.split, []).append(one)
    return sorted(splits.items())


def _targets(indicator: Indicator, plain: list[Value], today: date) -> list[tuple[Target, progress.Progress | None]]:
    last = {one.territory_id: one.amount for one in plain}  # by time: the latest stays
    rows = Target.objects.filter(indicator=indicator, superseded_at__isnull=True).select_related("territory")
    return [(target, way_of(target, last.get(target.territory_id), today)) for target in rows.order_by("territory")]


def at_desk(actor: Actor, today: date) -> list[Row]:
    """This will list the indicators of the actor's bodies, what is missing first. Four statements."""
    bodies = [body for body in actor.body_ids if rights.may_keep(actor, body_id=body)]
    unseen = Q(values__state="documented", values__superseded_at__isnull=True, values__computed__isnull=True)
    found = list(
        Indicator.objects.filter(body__in=bodies).select_related(*WITH).annotate(unseen=Count("values", filter=unseen))
    )
    order = ("stale", "never", "due", "fresh")
    rows = [
        Row(row.indicator, row.series, row.fresh, row.target, row.way, found[index].unseen)
        for index, row in enumerate(rows_of(found, today))
    ]
    return sorted(rows, key=lambda row: (order.index(row.fresh), not row.waiting, row.indicator.code))


def may_keep(indicator: Indicator, actor: Actor) -> bool:
    """This will say whether the actor keeps this indicator."""
    return bool(rights.may_keep(actor, body_id=indicator.body_id))


def computed() -> list[Indicator]:
    """This will list the indicators the house computes. One statement."""
    return list(Indicator.objects.exclude(rule="").select_related(*WITH).order_by("code"))


def places_of(indicator: Indicator) -> list[Territory]:
    """This will list the whole and the parts values may stand for. One statement."""
    whole = indicator.territory
    return list(Territory.objects.filter(Q(pk=whole.pk) | Q(code__startswith=f"{whole.code}.")).order_by("code"))


def wholes() -> list[Territory]:
    """This will list the places an indicator can be about. One statement."""
    return list(Territory.objects.filter(kind__in=WHOLES).order_by("code"))


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of indicators are made of. One statement."""
    rows = Indicator.objects.filter(pk__in=list(matter_ids))
    return {pk: {"code": code} for pk, code in rows.values_list("pk", "code")}
