"""A village plan goes on in front of everyone: steps, money, values, yearly reports; nothing told is changed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests import records
from tests.civic.plans import stories, village_stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)
NOTE = {"kk": "Басталды.", "ru": "Начали."}
ACT = "Акт № 7"


@pytest.fixture
def village(db: None) -> tuple[Any, Any]:
    """A plan everyone reads: m1 takes r1 of the district and reaches i1, from 0 to 100 homes."""
    plan, akim = village_stories.a_village()
    version = stories.a_version(plan)
    measure = village_stories.a_measure(village_stories.a_need(version, "n1"), "m1")
    village_stories.a_resource(measure, "r1")
    village_stories.a_resource(measure, "r2", "without_money", 0)
    village_stories.a_result(measure, "i1")
    stories.shown(version)
    return plan, akim


def tree(plan: Any) -> Any:
    """The plan as everyone reads it."""
    from ortaq.civic.plans.queries import village as queries

    version = queries.newest(plan.pk)
    assert version is not None
    return queries.whole(version, today=TODAY)


def refused(act: Any, code: str, /, **facts: Any) -> Any:
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as caught:
        act(**facts, now=NOW)
    assert caught.value.code == code
    return caught.value


def test_a_measure_goes_from_state_to_state_with_its_day_and_words(village: Any) -> None:
    from ortaq.civic.plans.services import progress
    from ortaq.core.journal.models import Entry

    plan, akim = village
    ask = {"plan": plan, "measure": "m1", "actor": akim}
    progress.move_measure(state="running", on=TODAY - 9 * DAY, note=NOTE, **ask, now=NOW)
    refused(progress.move_measure, "measure_order", state="planned", on=TODAY, note=NOTE, **ask)
    refused(progress.move_measure, "step_order", state="done", on=TODAY - 10 * DAY, note=NOTE, **ask)
    refused(progress.move_measure, "day_ahead", state="done", on=TODAY + DAY, note=NOTE, **ask)
    refused(progress.move_measure, "no_note", state="done", on=TODAY, note={"kk": "Бітті"}, **ask)
    progress.move_measure(state="done", on=TODAY, note=NOTE, **ask, now=NOW)
    progress.move_measure(state="running", on=TODAY, note=NOTE, **ask, now=NOW)
    line = next(tree(plan).measures())
    assert [step.state for step in line.steps] == ["running", "done", "running"]
    assert Entry.objects.filter(act="village.measure_moved", public=True).count() == 3


def test_money_only_grows_or_says_why_and_one_day_has_one_sum(village: Any) -> None:
    from ortaq.civic.plans.models import Spending
    from ortaq.civic.plans.services import progress

    plan, akim = village
    ask = {"plan": plan, "resource": "r1", "source": ACT, "actor": akim}
    progress.record_spending(on=TODAY - 5 * DAY, amount=500_00, **ask, now=NOW)
    refused(progress.record_spending, "once_a_day", on=TODAY - 5 * DAY, amount=600_00, **ask)
    refused(progress.record_spending, "shrinks", on=TODAY, amount=400_00, **ask)
    refused(progress.record_spending, "shrinks", on=TODAY - 6 * DAY, amount=600_00, **ask)
    kept = progress.record_spending(on=TODAY, amount=400_00, reason="Мердігер қайтарды", **ask, now=NOW)
    assert kept.source == "Акт № 7 — Мердігер қайтарды"
    refused(progress.record_spending, "source_long", on=TODAY - DAY, amount=1, reason="x" * 300, **ask)
    refused(progress.record_spending, "no_source", on=TODAY - DAY, amount=1, **ask | {"source": " "})
    refused(progress.record_spending, "sum", on=TODAY - DAY, amount=-1, **ask)
    refused(progress.record_spending, "day_ahead", on=TODAY + DAY, amount=1, **ask)
    refused(progress.record_spending, "free_sum", on=TODAY, amount=1, **ask | {"resource": "r2"})
    refused(progress.record_spending, "no_part", on=TODAY, amount=1, **ask | {"resource": "i1"})
    assert Spending.objects.count() == 2


def test_a_value_has_a_day_a_source_and_people_that_only_grow(village: Any) -> None:
    from ortaq.civic.plans.services import progress

    plan, akim = village
    ask = {"plan": plan, "result": "i1", "source": ACT, "actor": akim}
    progress.record_actual(on=TODAY - 5 * DAY, value=Decimal(40), people=160, **ask, now=NOW)
    refused(progress.record_actual, "once_a_day", on=TODAY - 5 * DAY, value=Decimal(41), **ask)
    refused(progress.record_actual, "shrinks", on=TODAY, value=Decimal(50), people=120, **ask)
    refused(progress.record_actual, "day_ahead", on=TODAY + DAY, value=Decimal(50), **ask)
    refused(progress.record_actual, "before_baseline", on=date(2020, 1, 1), value=Decimal(50), **ask)
    refused(progress.record_actual, "value", on=TODAY, value=Decimal("Infinity"), **ask)
    refused(progress.record_actual, "no_part", on=TODAY, value=Decimal(1), **ask | {"result": "i9"})
    progress.record_actual(on=TODAY, value=Decimal("33.3"), **ask, now=NOW)
    (line,) = next(tree(plan).measures()).results
    assert (line.value, line.gone, line.people, line.reached) == (Decimal("33.3"), Decimal("0.333"), 160, False)


def test_a_report_counts_what_was_told_for_days_of_its_year(village: Any) -> None:
    from ortaq.civic.plans.queries import progress as queries

    plan, _akim = village
    for day, amount, value, people in ((TODAY - 9 * DAY, 300_00, 25, 560), (TODAY, 800_00, 50, 600)):
        village_stories.a_spending(plan, "r1", amount, on=day)
        village_stories.an_actual(plan, "i1", value, people=people, on=day)
    found = queries.figures(tree(plan).version, until=TODAY - DAY)
    assert [(one["kind"], one["spent"]) for one in found["money"]] == [("district", 300_00), ("without_money", 0)]
    assert (found["share"], found["late"]) == ({"done": 0, "of": 1}, [])
    assert found["people"] == {"at_least": 560, "by_result": {"i1": 560}}
    assert [(one["value"], one["gone"], one["reached"]) for one in found["results"]] == [("25", "0.25", False)]


def test_a_year_is_reported_when_it_is_over_and_the_plan_was_there(village: Any) -> None:
    from ortaq.civic.plans.services import progress

    plan, akim = village
    ask = {"plan": plan, "text": {"kk": "Не істедік.", "ru": "Что сделали."}, "actor": akim}
    refused(progress.publish_report, "year_ahead", year=TODAY.year, **ask)
    refused(progress.publish_report, "before_plan", year=TODAY.year - 1, **ask)


def test_a_year_is_reported_once(village: Any) -> None:
    from ortaq.civic.plans.services import progress
    from ortaq.core.people.refusal import Refused

    plan, akim = village
    december = NOW.replace(month=12)
    words = {"kk": "Не істедік.", "ru": "Что сделали."}
    progress.publish_report(plan=plan, year=NOW.year, text=words, actor=akim, now=december)
    for text, code in ((words, "second"), ({"kk": "Тек қазақша"}, "no_report")):
        with pytest.raises(Refused) as caught:
            progress.publish_report(plan=plan, year=NOW.year, text=text, actor=akim, now=december)
        assert caught.value.code == code


def test_progress_is_told_by_the_makers_of_what_everyone_reads(village: Any) -> None:
    from ortaq.civic.plans.services import progress

    plan, _akim = village
    stranger = stories.office(records.a_body("akimat-other"))
    given = {"state": "done", "on": TODAY, "note": NOTE}
    refused(progress.move_measure, "not_yours", plan=plan, measure="m1", **given, actor=stranger)
    fresh, akim = village_stories.a_village(body=records.a_body("akimat-third"), listed=False)
    stories.a_version(fresh)
    refused(progress.move_measure, "not_published", plan=fresh, measure="m1", **given, actor=akim)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_whole_tree_is_read_in_seven_statements(rows: int, django_assert_num_queries: Any) -> None:
    from ortaq.civic.plans.queries import progress, village

    plan, _akim = village_stories.a_village()
    version = stories.a_version(plan)
    for n in range(1, rows + 1):
        one = village_stories.a_need(version, f"n{n}")
        for m in range(rows):
            measure = village_stories.a_measure(one, f"m{n}{m}")
            village_stories.a_resource(measure, f"r{n}{m}")
            village_stories.a_result(measure, f"i{n}{m}")
            village_stories.a_step(plan, f"m{n}{m}")
            village_stories.a_spending(plan, f"r{n}{m}", 100)
            village_stories.an_actual(plan, f"i{n}{m}", 5)
    with django_assert_num_queries(7):
        found = progress.of_whole(village.whole(version, today=TODAY))
    assert found.share.percent == 100
    assert found.spent == 100 * rows * rows
