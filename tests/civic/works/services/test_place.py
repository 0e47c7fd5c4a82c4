"""A work that has a place keeps it, whoever tries; its district and its sums move with it."""

import pytest

from ortaq.core.people.refusal import Refused
from tests import factories
from tests.civic.works import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
ALMALY = {"type": "Point", "coordinates": list(factories.ALMALY)}


def changed(work, city, **facts):
    from ortaq.civic.works import services

    given = {"changes": {}, "actor": city.officer(work.body.code), "now": stories.LATER, **facts}
    return services.change_work(work=work, **given)


def test_a_line_is_kept_with_its_pin_and_its_district(the_city):
    work = factories.a_work(the_city, shape=stories.LINE, territory=None)
    assert work.shape == stories.LINE
    assert work.matter.lon == pytest.approx(stories.LON + 0.002, abs=1e-4)
    assert work.district == "kz.almaty.bostandyk"
    assert work.matter.h3_9


def test_a_work_that_would_lose_its_place_is_refused_and_keeps_it(the_city):
    work = factories.a_work(the_city, shape=stories.LINE)
    with pytest.raises(Refused) as refused:
        changed(work, the_city, shape=None, moves=True)
    assert refused.value.code == "lost_place"
    work.refresh_from_db()
    assert work.shape == stories.LINE
    assert work.matter.lon


def test_a_work_without_a_place_gets_one_and_moves_on_with_its_sums(the_city):
    from ortaq.civic.works.models import Total
    from ortaq.civic.works.services.quantities import recount_totals

    work = stories.a_built(the_city, amounts=[("playground", "piece", 3)])
    assert Total.objects.get(district="kz.almaty.bostandyk", built=True).amount == 3
    held = changed(work, the_city, shape=stories.AREA, moves=True)
    assert held.matter.lon
    body = the_city.bodies["city-akimat"]
    type(held).objects.filter(pk=held.pk).update(body=body)
    held.refresh_from_db()
    held = changed(held, the_city, shape=ALMALY, moves=True)
    assert held.district == "kz.almaty.almaly"
    sums = {(row.district, row.amount, row.works) for row in Total.objects.filter(built=True)}
    assert sums == {("kz.almaty.bostandyk", 0, 0), ("kz.almaty.almaly", 3, 1)}
    assert recount_totals(actor=the_city.officer(), now=NOW) == 0


def test_a_place_far_from_the_body_is_refused(the_city):
    with pytest.raises(Refused) as refused:
        factories.a_work(the_city, shape={"type": "Point", "coordinates": [-73.98, 40.75]})
    assert refused.value.code == "outside"


def test_whoever_writes_over_somebody_elses_words_is_told(the_city):
    work = factories.a_work(the_city)
    seen = work.matter.changed_at
    changed(work, the_city, changes={"contractor": "«Көркем» ЖШС (демо)"}, written_over=seen)
    with pytest.raises(Refused) as refused:
        changed(work, the_city, changes={"contractor": "«Әсем» ЖШС (демо)"}, written_over=seen)
    assert refused.value.code == "second"
    work.refresh_from_db()
    assert work.contractor == "«Көркем» ЖШС (демо)"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": {"kk": " "}}, "no_title"),
        ({"planned": -1}, "negative"),
        ({"starts_on": NOW.date(), "ends_on": NOW.date().replace(year=2020)}, "days"),
    ],
)
def test_what_opening_refuses_changing_refuses_too(the_city, changes, code):
    work = factories.a_work(the_city)
    with pytest.raises(Refused) as refused:
        changed(work, the_city, changes=changes)
    assert refused.value.code == code


def test_the_same_form_sent_twice_makes_one_work(the_city):
    first, second = (factories.a_work(the_city, form_token="t" * 40) for _ in range(2))
    assert first == second


def test_officers_of_other_bodies_change_nothing(the_city):
    from ortaq.civic.works import services

    work = factories.a_work(the_city)
    with pytest.raises(Refused, match="another body"):
        services.change_work(
            work=work, changes={"planned": 1}, actor=the_city.officer("akimat-medeu"), now=stories.LATER
        )  # fmt: skip
