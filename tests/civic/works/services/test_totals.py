"""Sums are their parts: after any story each figure is the sum of its list, and counting anew finds nothing wrong."""

import random

import pytest
from django.db import IntegrityError, transaction

from ortaq.core.people.refusal import Refused
from tests import factories
from tests.civic.works import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
PLACES = (factories.BOSTANDYK, factories.ALMALY, factories.MEDEU, None)


def listed(**asked):
    """The whole list of a figure, page by page: how much each work makes."""
    from ortaq.civic.works.queries import works as queries

    found, before = [], 0
    while True:
        page = queries.listing(queries.Filter(**asked), before=before, limit=3)
        found += list((page.amounts or {}).values())
        if not page.older:
            return found
        before = page.older


def agreed():
    from ortaq.civic.works.models import Work
    from ortaq.civic.works.queries import totals
    from ortaq.civic.works.services.quantities import recount_totals
    from ortaq.core.people.actor import system

    places = [None, *set(Work.objects.values_list("district", flat=True))]
    for year in (None, 0, *totals.years()):
        for district in places:
            found = totals.figures(year=year, district=district)
            for built, figures in ((True, found.built), (False, found.ahead)):
                for figure in figures:
                    rows = listed(measure=figure.kind, built=built, year=year, district=district)
                    assert (sum(rows), len(rows)) == (figure.amount, figure.works), (figure, year, district, built)
    assert recount_totals(actor=system("test"), now=NOW) == 0


def test_a_city_of_2017_says_its_figures(the_city):
    from django.utils.translation import override

    from ortaq.civic.works.queries import totals
    from ortaq.civic.works.templatetags.works import in_one_line

    long_ago = NOW.replace(year=2017)
    amounts = [("pedestrian_street", "m", 60_000), ("pavement_area", "m2", 617_000), ("playground", "piece", 442)]
    work = factories.a_work(the_city, now=long_ago)
    for kind, unit, built in amounts:
        stories.measured(work, the_city.officer(), kind, unit, planned=built, done=built)
    from ortaq.civic.works import services

    services.move_work(
        work=work, stage="done", reached_on=long_ago.date(), note="Бітті.", links=stories.LINK,
        actor=the_city.officer(), now=long_ago,
    )  # fmt: skip
    found = totals.figures(year=2017).built
    narrow = "\u202f"
    with override("en"):
        assert in_one_line(found).replace(narrow, " ") == "60 km · 617 000 m² · 442 playgrounds"
    with override("ru"):
        assert in_one_line(found).replace(narrow, " ").startswith("60 км · 617 000 м² · 442 ")
    assert totals.figures(year=2018).built == []
    agreed()


def test_whatever_happens_to_works_figures_stay_the_sums_of_their_lists(the_city):
    from ortaq.civic.works import services
    from ortaq.civic.works.services import quantities

    lot = random.Random(7)
    actor = the_city.officer("city-akimat")
    works = []
    for _ in range(12):
        spot = lot.choice(PLACES)
        shape = {"type": "Point", "coordinates": list(spot)} if spot else None
        ends_on = lot.choice([None, NOW.date(), NOW.date().replace(year=2029)])
        given = {"body": the_city.bodies["city-akimat"], "territory": None, "ends_on": ends_on, "actor": actor}
        works.append(factories.a_work(the_city, shape=shape, **given))
    for turn in range(60):
        work = lot.choice(works)
        work.refresh_from_db()
        kind, unit = lot.choice([("playground", "piece"), ("pavement_area", "m2"), ("pedestrian_street", "m")])
        try:
            match turn % 5:
                case 0 | 1:
                    stories.measured(work, actor, kind, unit, planned=lot.randrange(90), done=lot.randrange(90))
                case 2:
                    stories.moved(
                        work, actor, lot.choice(["construction", "done", "accepted", "stopped"]), day=turn // 3
                    )
                case 3:
                    place = {"type": "Point", "coordinates": list(lot.choice(PLACES[:3]))}
                    given = {"changes": {"ends_on": NOW.date().replace(year=2030)}, "shape": place, "moves": True}
                    services.change_work(work=work, actor=actor, now=stories.LATER, **given)
                case _:
                    quantities.remove_quantity(work=work, kind=kind, actor=actor, now=stories.LATER)
        except Refused:
            continue
    agreed()


def test_counting_anew_mends_what_was_broken_by_hand(the_city):
    from ortaq.civic.works.models import Total
    from ortaq.civic.works.services.quantities import recount_totals

    stories.a_built(the_city, amounts=[("tree", "piece", 40), ("lamp", "piece", 5)])
    Total.objects.filter(kind="tree", built=True).update(amount=99)
    Total.objects.filter(kind="lamp", built=True).delete()
    given = {"actor": the_city.officer(), "now": NOW}
    assert recount_totals(**given) == 2
    assert recount_totals(**given) == 0
    agreed()


def test_every_night_the_figures_are_counted_anew(the_city):
    from ortaq.civic.works import jobs
    from ortaq.civic.works.models import Total
    from ortaq.core.tasks.schedule import lines

    stories.a_built(the_city, amounts=[("bench", "piece", 6)])
    Total.objects.filter(kind="bench", built=True).update(amount=7)
    assert jobs.recount in [line.job for line in lines()]
    assert jobs.recount.func() == 1
    agreed()


def test_the_wrong_unit_is_refused_by_service_and_database(the_city):
    from ortaq.civic.works.models import Quantity

    work, actor = factories.a_work(the_city), the_city.officer()
    with pytest.raises(Refused) as refused:
        stories.measured(work, actor, "pedestrian_street", "m2", planned=5)
    assert refused.value.code == "wrong_unit"
    with pytest.raises(IntegrityError), transaction.atomic():
        Quantity.objects.create(work=work, kind="playground", unit="m", planned=5)
    assert not work.quantities.exists()


def test_officers_of_other_bodies_count_nothing(the_city):
    with pytest.raises(Refused, match="another body"):
        stories.measured(factories.a_work(the_city), the_city.officer("akimat-medeu"), planned=5)
