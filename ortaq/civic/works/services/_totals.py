"""Sums follow their parts: a change of a work is settled with the difference, in the same transaction."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F

from ortaq.civic.works.models import Quantity, Total, Work
from ortaq.civic.works.rules.stages import BUILT, Stage

Key = tuple[str, bool, int, str]
"""Kind, built, year, district."""
Parts = Mapping[Key, tuple[int, int]]
"""→ amount and works."""


def parts_of(work: Work) -> Parts:
    """What a work adds to the sums as its quantities stand."""
    rows = Quantity.objects.filter(work=work, amount__gt=0).values_list("kind", "built", "year", "district", "amount")
    return {(kind, built, year, district): (amount, 1) for kind, built, year, district, amount in rows}


def year_of(done_on: date | None, ends_on: date | None) -> int:
    """The year a work is counted in."""
    day = done_on or ends_on
    return day.year if day else 0


def settle(work: Work, before: Parts) -> None:
    """Bring the quantities of a work in line with it, and the sums with them. Keys in one order: no deadlock."""
    built = work.stage in BUILT
    for row in Quantity.objects.filter(work=work):
        row.built, row.year, row.district = built, work.year, work.district
        row.amount = 0 if work.stage == Stage.STOPPED else (row.done if built else row.planned) or 0
        row.save(update_fields=["built", "year", "district", "amount"])
    after = parts_of(work)
    for key in sorted(before.keys() | after.keys()):
        amount = after.get(key, (0, 0))[0] - before.get(key, (0, 0))[0]
        works = after.get(key, (0, 0))[1] - before.get(key, (0, 0))[1]
        if amount or works:
            _add(key, amount, works)


def _add(key: Key, amount: int, works: int) -> None:
    kind, built, year, district = key
    total, _ = Total.objects.get_or_create(kind=kind, built=built, year=year, district=district)
    Total.objects.filter(pk=total.pk).update(amount=F("amount") + amount, works=F("works") + works)
