"""Appeals and works become figures: counted by district from the records themselves, for the days that were asked."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
CITY, BOSTANDYK = "kz.almaty", "kz.almaty.bostandyk"
LON, LAT = factories.BOSTANDYK
STEP = 0.001
"""Degrees: about 80 to 110 m here."""


def asked(*territories: str, start: date = date(2027, 3, 1), end: date = date(2027, 3, 31)) -> Any:
    from ortaq.civic.indicators.rules.figures import Asked

    return Asked(start, end, list(territories) or [CITY, BOSTANDYK])


def figure(name: str) -> Any:
    from ortaq.civic.indicators.rules import figures

    return figures.get(name)


def test_answers_are_counted_by_day_and_district(the_city: Any) -> None:
    for _ in range(3):
        factories.an_answer(the_city, factories.an_appeal(the_city), now=NOW + timedelta(days=1))
    factories.an_appeal(the_city)
    found = figure("appeal-days").count(asked())
    assert set(found) == {CITY, BOSTANDYK}
    assert sum(count for _days, count in found[BOSTANDYK]["days"]) == 3
    assert found[CITY] == found[BOSTANDYK]
    assert figure("appeals-answered").count(asked())[CITY] == {"part": 3, "whole": 4}
    assert figure("appeals-on-time").count(asked())[CITY] == {"part": 3, "whole": 3}
    assert figure("appeal-days").count(asked(start=date(2027, 1, 1), end=date(2027, 1, 31))) == {}


def test_an_appeal_without_a_place_counts_for_the_whole_alone(the_city: Any) -> None:
    factories.an_appeal(the_city, at=None)
    found = figure("appeals-answered").count(asked())
    assert found == {CITY: {"part": 0, "whole": 1}}


def a_playground(the_city: Any, lon: float, lat: float, district: str = BOSTANDYK) -> None:
    """A work that built one, and the sums that go with it."""
    from ortaq.civic.works.models import Quantity, Total
    from ortaq.core.matters.models import Matter

    work = factories.a_work(the_city)
    h3_7, h3_9 = 1, 1
    Matter.objects.filter(pk=work.matter_id).update(lon=lon, lat=lat, h3_7=h3_7, h3_9=h3_9)
    facts = {"kind": "playground", "built": True, "year": 2026, "district": district}
    Quantity.objects.create(work=work, unit="piece", done=2, amount=2, **facts)
    total, _made = Total.objects.get_or_create(**facts)
    total.amount, total.works = total.amount + 2, total.works + 1
    total.save()


def people(the_city: Any, **population: int) -> None:
    from ortaq.core.territory.models import Territory

    for code, count in population.items():
        Territory.objects.filter(code=f"{CITY}.{code}" if code != "city" else CITY).update(population=count)


def test_what_was_built_stands_beside_the_residents(the_city: Any) -> None:
    people(the_city, bostandyk=1000, city=4000)
    a_playground(the_city, LON, LAT)
    a_playground(the_city, LON, LAT, district="")
    found = figure("playgrounds-built").count(asked())
    assert found == {
        BOSTANDYK: {"amount": 2, "scale": 1, "population": 1000}, CITY: {"amount": 4, "scale": 1, "population": 4000},
    }  # fmt: skip
    assert figure("pedestrian-metres").count(asked()) == {}


def test_residents_near_a_playground_are_estimated_by_cells(the_city: Any) -> None:
    from ortaq.civic.indicators.rules import formulas

    people(the_city, bostandyk=350_000, medeu=215_000)
    assert figure("playground-near").count(asked(CITY, BOSTANDYK)) == {}
    a_playground(the_city, LON, LAT)
    one = figure("playground-near").count(asked(CITY, BOSTANDYK, "kz.almaty.medeu"))
    residents, cells, near = one[BOSTANDYK]["parts"][0]
    assert residents == 350_000
    assert 10 <= near <= 30  # a circle of 300 m is 0.283 km², a cell 0.015 km²
    assert one["kz.almaty.medeu"]["parts"][0][2] == 0
    assert len(one[CITY]["parts"]) == 2
    a_playground(the_city, LON, LAT)
    assert figure("playground-near").count(asked(CITY, BOSTANDYK))[BOSTANDYK]["parts"][0][2] == near
    a_playground(the_city, LON + 30 * STEP, LAT)
    more = figure("playground-near").count(asked(CITY, BOSTANDYK))
    assert more[BOSTANDYK]["parts"][0][2] > near
    share = formulas.compute("near", more[BOSTANDYK])
    assert share is not None
    assert 0 < share < 100_000_000
    assert cells == more[BOSTANDYK]["parts"][0][1]
