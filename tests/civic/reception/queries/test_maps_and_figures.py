import gzip
import json
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ortaq.civic.reception.models import Assignment
from ortaq.civic.reception.queries import figures, maps
from ortaq.civic.reception.queries.lists import Filter
from ortaq.civic.reception.services import clocks
from ortaq.core.people.actor import system
from tests import factories
from tests.conftest import NOW

CITY = (76.7, 43.0, 77.1, 43.5)
CORNER = (76.90, 43.20, 76.91, 43.21)


def test_pins_are_compact_and_few_statements(the_city):
    person = factories.a_person()
    for i in range(60):
        factories.an_appeal(the_city, applicant=person, at=(76.9 + i * 1e-3, 43.2 + i * 7e-4))
    held = factories.an_appeal(the_city, publish=False)
    with CaptureQueriesContext(connection) as seen:
        found = maps.pins(CITY, Filter())
    assert len(seen) <= 4
    assert len(found["features"]) == 60
    assert held.matter.number not in json.dumps(found)
    point = found["features"][-1]
    assert point["geometry"] == {"type": "Point", "coordinates": [76.9, 43.2]}
    assert point["properties"] == {"n": "2027-000001", "t": "yard", "s": "received"}
    thousand = dict(found, features=(found["features"] * 17)[:1000])
    body = json.dumps(thousand, separators=(",", ":")).encode()
    assert len(gzip.compress(body)) < 100_000
    assert maps.pins(CITY, Filter(), limit=10)["more"] is True


def test_a_close_box_and_a_wide_one_find_the_same_things(the_city):
    inside = factories.an_appeal(the_city, at=(76.905, 43.205))
    factories.an_appeal(the_city, at=(76.93, 43.23))
    for box, n in ((CORNER, 1), (CITY, 2), ((0, 0, 1, 1), 0)):
        assert len(maps.pins(box, Filter())["features"]) == n
    assert maps.pins(CORNER, Filter())["features"][0]["properties"]["n"] == inside.matter.number
    assert maps.pins(CORNER, Filter(topic="roads"))["features"] == []


def test_a_hexagon_with_fewer_than_five_appeals_is_not_drawn(the_city):
    person = factories.a_person()
    for _ in range(4):
        factories.an_appeal(the_city, applicant=person)
    assert maps.hexes(CITY, 9, Filter())["features"] == []
    factories.an_appeal(the_city, applicant=person)
    with CaptureQueriesContext(connection) as seen:
        drawn = maps.hexes(CITY, 9, Filter())
    assert len(seen) <= 4
    (cell,) = drawn["features"]
    assert (cell["properties"], drawn["most"]) == ({"n": 5}, 5)
    ring = cell["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(ring) == 7
    assert maps.hexes(CITY, 14, Filter())["features"] != drawn["features"], "closer, the cells are smaller"
    assert maps.hexes(CITY, 9, Filter(topic="roads"))["features"] == []


def answered(city, days):
    person = factories.a_person()
    for n in days:
        factories.an_answer(city, factories.an_appeal(city, applicant=person), now=NOW + timedelta(days=n))


def test_a_bodys_figures_are_exact_and_carry_their_n(the_city):
    answered(the_city, [1, 1, 2, 3, 4, 9, 10, 11, 14, 37])
    open_late = factories.an_appeal(the_city)
    clocks.fall_silent(assignment=factories.lead_of(open_late), actor=system("clock"), now=NOW + timedelta(days=40))
    Assignment.objects.filter(days__lte=2).update(reopened=True)
    Assignment.objects.filter(days=3).update(fixed=True, extended=True)
    with CaptureQueriesContext(connection) as seen:
        found = figures.body(the_city.bodies["akimat-bostandyk"])
    assert len(seen) == 1
    # 8, 15, 22, 23 and 24 March are off
    assert sorted(Assignment.objects.filter(days__isnull=False).values_list("days", flat=True)) == [
        1, 1, 2, 3, 4, 6, 7, 8, 8, 22,
    ]  # fmt: skip
    assert (found.median.value, found.median.n) == (4, 10)
    assert (found.p90.value, found.p90.n) == (8, 10)
    assert (found.on_time.count, found.on_time.n, found.on_time.percent) == (9, 11, 82)
    assert (found.reopened.count, found.reopened.n) == (3, 10)
    assert (found.extended.count, found.fixed.count, found.fixed.n) == (1, 1, 10)
    assert found.n == 11
    assert figures.answer_days(the_city.bodies["akimat-bostandyk"])[:2] == [(1, 2), (2, 1)]


def test_under_five_nothing_is_shown(the_city):
    answered(the_city, [1, 2, 3, 4])
    found = figures.body(the_city.bodies["akimat-bostandyk"])
    assert found.is_empty
    for figure in (
        found.median,
        found.p90,
        found.on_time,
        found.extended,
        found.redirected,
        found.reopened,
        found.fixed,
    ):
        assert figure.n is None
    assert figures.answer_days(the_city.bodies["akimat-bostandyk"]) == []


def test_the_period_counts_by_the_day_of_registration(the_city):
    answered(the_city, [1, 2, 3, 4, 5])
    body = the_city.bodies["akimat-bostandyk"]
    assert figures.body(body, date(2027, 3, 1), date(2027, 3, 1)).n == 5
    assert figures.body(body, date(2027, 3, 2)).n is None
    assert figures.body(body, None, date(2027, 2, 28)).n is None


def test_all_bodies_take_two_statements(the_city):
    answered(the_city, [1, 2, 3, 4, 5])
    factories.an_appeal(the_city, topic="roads.pothole")
    with CaptureQueriesContext(connection) as seen:
        found = figures.bodies()
    assert len(seen) == 2
    assert [(one.body.code, one.n) for one in found] == [("akimat-bostandyk", 5), ("transport", None)]


def test_the_figures_are_read_from_the_index_alone(the_city):
    answered(the_city, [1])
    if connection.vendor != "sqlite":
        return
    rows = Assignment.objects.filter(body=1).order_by().values_list(*figures.COLUMNS)
    from django.db.models import Count

    assert "COVERING INDEX assignment_figures" in rows.annotate(n=Count("id")).explain()


def test_the_week_counts_what_came_and_what_was_done(the_city):
    factories.an_appeal(the_city, now=NOW - timedelta(days=8))
    answered(the_city, [1, 2])
    week = figures.week(NOW + timedelta(days=2))
    assert (week.received, week.answered, week.fixed) == (2, 2, 0)
