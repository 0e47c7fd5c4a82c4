"""The demo's village plans: three okrugs, every kind of resource, every state, nothing that contradicts itself."""

import json
from datetime import timedelta
from typing import Any

import pytest

from ortaq.core.people.actor import GUEST, system
from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo.founding import found_city, founded_at
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
LANGUAGES = {"kk", "ru", "en"}


@pytest.fixture
def told(db: None) -> Any:
    """The plans by their codes, each as a tree."""
    from ortaq.civic.plans.queries import plans, village
    from ortaq.doors.terminal.demo.cast import gather
    from ortaq.doors.terminal.demo.villages import Villages

    city = found_city(actor=system("demo"))
    cast = gather(city.bodies, actor=system("demo"), now=founded_at())
    Villages(city, cast).run(NOW)
    found = {}
    for code in ("zharaspay", "akbulak", "sarydala"):
        plan = plans.get(code, GUEST)
        assert plan is not None
        version = plans.version(plan, None, GUEST)
        assert version is not None
        found[code] = village.whole(version, today=NOW.date())
    return found


def test_zharaspay_got_its_coverage_without_budget_money(told: Any) -> None:
    from ortaq.civic.plans.queries import progress

    talks = told["zharaspay"].find_measure("m2")
    assert (talks.state, talks.without_money, talks.people) == ("done", True, 560)
    (result,) = talks.results
    assert (result.reached, result.value, result.actual.on.year) == (True, 560, 2018)
    assert told["zharaspay"].version.number == 2
    figures = progress.of_whole(told["zharaspay"])
    assert figures.share.done == 2
    assert [line.measure.key for line in figures.late] == ["m3", "m5"]


def test_everything_an_akim_can_meet_is_there(told: Any) -> None:
    from ortaq.civic.plans.models import Gathering, GrantInstalment, GrantReport, MicroGrant, YearReport
    from ortaq.civic.plans.rules import needs, progress

    lines = [line for tree in told.values() for line in tree.measures()]
    assert {line.state for line in lines} == set(progress.STATES)
    assert {one.resource.kind for line in lines for one in line.resources} == set(needs.KINDS)
    assert any(line.late for line in lines)
    assert all(not tree.missing() for tree in told.values())
    assert {line.need.theme for tree in told.values() for line in tree.needs} >= {"communication", "water", "work"}
    assert any(line.causes for tree in told.values() for line in tree.needs)
    assert set(Gathering.objects.values_list("valid", flat=True)) == {True, False, None}
    assert YearReport.objects.count() == 4
    assert MicroGrant.objects.count() == 11
    assert sum(MicroGrant.objects.values_list("amount", flat=True)) == 12_000_000_00
    assert GrantInstalment.objects.filter(paid_on__isnull=False).exists()
    assert GrantReport.objects.exists()


def test_the_journal_of_a_village_is_in_order(told: Any) -> None:
    from ortaq.core.journal import queries as journal
    from ortaq.core.journal.models import Entry

    assert journal.verify() is None
    for tree in told.values():
        entries = list(Entry.objects.filter(matter=tree.version.plan_id).order_by("seq"))
        assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
        assert entries[-1].at <= NOW


def test_every_word_is_there_in_three_languages() -> None:
    def words(part: Any) -> list[dict[str, str]]:
        if isinstance(part, dict):
            return [part] if "kk" in part else [found for inner in part.values() for found in words(inner)]
        return [found for inner in part for found in words(inner)] if isinstance(part, list) else []

    found = words(json.loads(json.dumps(atlas.read("villages"))))
    assert len(found) > 200
    assert all(set(one) == LANGUAGES and all(text.strip() for text in one.values()) for one in found)


@pytest.mark.parametrize("later", [40, 100, 200])
def test_it_can_be_loaded_on_other_days(later: int, db: None) -> None:
    from ortaq.civic.plans.models import YearReport
    from ortaq.doors.terminal.demo.cast import gather
    from ortaq.doors.terminal.demo.villages import Villages

    city = found_city(actor=system("demo"))
    cast = gather(city.bodies, actor=system("demo"), now=founded_at())
    Villages(city, cast).run(NOW + timedelta(days=later))
    assert YearReport.objects.count() == 4
