"""Figures of the city for any year and district, read from sums that are kept and not counted."""

from dataclasses import dataclass

from django.db.models import Sum

from ortaq.civic.works.models import Total
from ortaq.civic.works.rules.quantities import Measure

ORDER = {kind.value: place for place, kind in enumerate(Measure)}


@dataclass(frozen=True, slots=True)
class Figure:
    """So much of one kind, made by so many works."""

    kind: str
    amount: int
    works: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What was built, and what is on its way."""

    built: list[Figure]
    ahead: list[Figure]


def figures(*, year: int | None = None, district: str | None = None) -> Figures:
    """This will give the sums of a year (None for all) and a district (None for all, "" for the whole city's own).

    One statement over a few hundred rows, however many works there are.
    """
    given = {"year": year, "district": district}
    rows = Total.objects.filter(works__gt=0, **{name: value for name, value in given.items() if value is not None})
    found = rows.order_by().values_list("kind", "built").annotate(sum=Sum("amount"), n=Sum("works"))
    sums = sorted(found, key=lambda row: ORDER[row[0]])
    return Figures(
        [Figure(kind, amount, works) for kind, built, amount, works in sums if built],
        [Figure(kind, amount, works) for kind, built, amount, works in sums if not built],
    )


def by_year(*, kind: str, district: str | None = None) -> list[tuple[int, int]]:
    """This will give what was built of a kind year by year, the earliest first. One statement."""
    rows = Total.objects.filter(kind=kind, built=True, year__gt=0, works__gt=0)
    rows = rows if district is None else rows.filter(district=district)
    return list(rows.order_by("year").values_list("year").annotate(sum=Sum("amount")))


def by_district(*, kind: str, year: int | None = None) -> dict[str, int]:
    """This will give what was built of a kind in each district, "" for works of the whole city. One statement."""
    rows = Total.objects.filter(kind=kind, built=True, works__gt=0)
    rows = rows if year is None else rows.filter(year=year)
    return dict(rows.order_by().values_list("district").annotate(sum=Sum("amount")))


def years() -> list[int]:
    """This will list the years that have sums, the newest first. One statement."""
    found = Total.objects.filter(works__gt=0, year__gt=0).values_list("year", flat=True)
    return sorted(set(found), reverse=True)
