"""Several akims on one plan in the same moment: keys are given once, a day has one figure, a year one report."""

from decimal import Decimal
from typing import Any

import pytest

from tests import records
from tests.civic.plans import stories, village_stories
from tests.civic.plans.services.test_at_once import outcome
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = NOW.date()
WATER = {"kk": "Су жоқ", "ru": "Нет воды"}


@pytest.fixture
def village(transactional_db: None) -> tuple[Any, Any]:
    """A plan everyone reads: m1 takes r1 and reaches i1."""
    plan, akim = village_stories.a_village()
    version = stories.a_version(plan)
    measure = village_stories.a_measure(village_stories.a_need(version, "n1"), "m1")
    village_stories.a_resource(measure, "r1")
    village_stories.a_result(measure, "i1")
    stories.shown(version)
    return plan, akim


def test_a_form_sent_by_four_hands_names_one_need(village: Any) -> None:
    from ortaq.civic.plans.services import village as services

    plan, akim = village
    version = stories.a_version(plan)
    given = {"title": WATER, "theme": "water", "expected": "n2"}
    add = outcome(lambda: services.add_need(version=version, **given, actor=akim, now=NOW), "done")
    assert sorted(records.at_once(add)) == ["done", "second", "second", "second"]


def test_needs_named_at_once_get_keys_of_their_own(village: Any) -> None:
    from ortaq.civic.plans.services import village as services

    plan, akim = village
    version = stories.a_version(plan)
    add = outcome(lambda: services.add_need(version=version, title=WATER, theme="water", actor=akim, now=NOW), "done")
    assert records.at_once(add) == ["done"] * 4
    assert sorted(version.needs.values_list("key", flat=True)) == ["n2", "n3", "n4", "n5"]


def test_a_measure_is_done_once_and_a_day_has_one_figure(village: Any) -> None:
    from ortaq.civic.plans.services import progress

    plan, akim = village
    by = {"plan": plan, "on": TODAY, "actor": akim, "now": NOW}
    note = {"kk": "Бітті.", "ru": "Сделано."}
    acts: list[tuple[Any, str]] = [
        (lambda: progress.move_measure(measure="m1", state="done", note=note, **by), "measure_order"),
        (lambda: progress.record_spending(resource="r1", amount=100, source="Акт", **by), "once_a_day"),
        (lambda: progress.record_actual(result="i1", value=Decimal(5), source="Акт", **by), "once_a_day"),
    ]
    for act, code in acts:
        assert sorted(records.at_once(outcome(act, "done"))) == sorted(["done", code, code, code])


def test_a_year_is_reported_and_a_meeting_told_once(village: Any) -> None:
    from ortaq.civic.plans.services import gatherings, progress

    plan, akim = village
    december = {"actor": akim, "now": NOW.replace(month=12)}
    report = outcome(lambda: progress.publish_report(plan=plan, year=NOW.year, text=WATER, **december), "done")
    assert sorted(records.at_once(report)) == ["done", "second", "second", "second"]
    met = {"kind": "group_meeting", "held_on": TODAY, "came": 9, "actor": akim, "now": NOW}
    tell = outcome(lambda: gatherings.record_gathering(plan=plan, **met), "done")
    assert sorted(records.at_once(tell)) == ["done", "second", "second", "second"]
