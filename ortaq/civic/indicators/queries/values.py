"""What was measured: what holds now, what stood before, row by row."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from ortaq.civic.indicators.models import Indicator, Value
from ortaq.civic.indicators.rules.periods import Period
from ortaq.civic.indicators.rules.values import PLAIN
from ortaq.core.territory.models import Territory

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Spot:
    """One point of a series."""

    period: Period
    amount: int
    state: str
    """claimed, documented, verified; computed for what the house counts."""
    pk: int


def holding() -> QuerySet[Value]:
    """This will give the values no other row stands in place of."""
    return Value.objects.filter(superseded_at__isnull=True)


def standing_periods(indicator: Indicator, territory: Territory, split: str) -> list[tuple[Period, int]]:
    """This will give the periods of one series with their amounts, the earliest first. One statement."""
    rows = holding().filter(indicator=indicator, territory=territory, split=split).order_by("start")
    return [
        (Period(start, end, kind), amount)
        for start, end, kind, amount in rows.values_list("start", "end", "period", "amount")
    ]


def of_wholes(indicators: Iterable[Indicator]) -> dict[int, list[Spot]]:
    """This will give each indicator's series for its whole territory and everybody. One statement."""
    wholes = {one.pk: one.territory_id for one in indicators}
    rows = holding().filter(indicator__in=list(wholes), territory__in=set(wholes.values()), split=PLAIN)
    columns = ("indicator_id", "territory_id", "start", "end", "period", "amount", "state", "digest", "pk")
    found: dict[int, list[Spot]] = {pk: [] for pk in wholes}
    for pk, place, start, end, kind, amount, state, digest, row in rows.order_by("start").values_list(*columns):
        if wholes[pk] == place:
            found[pk].append(Spot(Period(start, end, kind), amount, "computed" if digest else state, row))
    return found


def of_indicator(indicator: Indicator) -> list[Value]:
    """This will give all values that hold, with their territories, by time. One statement."""
    return list(holding().filter(indicator=indicator).select_related("territory").order_by("start", "pk"))


def rows(indicator: Indicator, *, before: int = 0) -> tuple[list[Value], int]:
    """This will give a page of all rows ever written, the newest first, and the key of the next page. One statement."""
    found = Value.objects.filter(indicator=indicator).select_related("territory", "corrected_by").order_by("-pk")
    if before:
        found = found.filter(pk__lt=before)
    page = list(found[: AT_ONCE + 1])
    return page[:AT_ONCE], page[AT_ONCE - 1].pk if len(page) > AT_ONCE else 0


def every_row(indicator: Indicator) -> Iterable[Value]:
    """This will give all rows ever written, in order, for a file. One statement."""
    return Value.objects.filter(indicator=indicator).select_related("territory").order_by("pk").iterator(chunk_size=500)


def get(indicator: Indicator, pk: int) -> Value | None:
    """This will give one row of an indicator, with the row it corrects and the one that corrected it."""
    found = Value.objects.filter(indicator=indicator, pk=pk)
    return found.select_related("territory", "corrects", "corrected_by", "indicator").first()
