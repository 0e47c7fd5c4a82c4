"""Sums of a plan's micro-grants, in a fixed number of statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import records
from tests.civic.plans import grant_stories as village
from tests.civic.plans.grant_stories import SUM, TODAY
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def statements(act):
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_what_all_grants_come_to():
    from ortaq.civic.plans.queries import grants as queries
    from ortaq.civic.plans.rules.grants import Outcome
    from ortaq.civic.plans.services import grants

    plan, officer, _measure = village.a_village()
    assert queries.of_plan(plan).sums.grants == 0
    assert not queries.there_are(plan)
    call = village.a_call(plan, officer)
    one, two = village.a_grant(call, officer), village.a_grant(call, officer)
    grants.pay_instalment(instalment=one.instalments.first(), on=TODAY, actor=officer, now=NOW)
    village.reported(one, officer, outcome=Outcome(3, 1, 2, 40))
    village.reported(two, officer, outcome=Outcome(2, 2, 0))
    sums = queries.of_plan(plan).sums
    assert (sums.grants, sums.money, sums.paid, sums.own) == (2, 2 * SUM, SUM - 1, 500_000_00)
    assert (sums.promised_youth, sums.promised_women) == (4, 6)
    assert (sums.jobs, sums.youth, sums.women, sums.people, sums.reported) == (5, 3, 2, 40, 2)
    (called,) = queries.of_measure(plan, "m1").calls
    assert [grant.state for grant in called.grants] == ["reported", "reported"]
    assert called.measure.key == "m1"
    assert queries.of_measure(plan, "m2").calls == []


@pytest.mark.parametrize("count", [1, 3])
def test_one_grant_and_three_cost_six_statements(count):
    from ortaq.civic.plans.queries import grants as queries

    plan, officer, _measure = village.a_village()
    for n in range(count):
        call = village.a_call(plan, officer, title={"kk": f"Байқау {n}", "ru": f"Конкурс {n}"})
        for _ in range(count):
            village.reported(village.a_grant(call, officer), officer)
    assert statements(lambda: queries.of_plan(plan)) == 6
    assert statements(lambda: queries.of_measure(plan, "m1")) == 6
    assert statements(lambda: queries.one(plan, call.pk, 1)) == 6


def test_a_grant_of_another_plan_is_not_there():
    from ortaq.civic.plans.queries import grants as queries

    plan, officer, _measure = village.a_village()
    other, _officer, _m = village.a_village(body=records.a_body(code="other"))
    call = village.a_call(plan, officer)
    village.a_grant(call, officer)
    assert queries.one(plan, call.pk, 1) is not None
    assert queries.one(plan, call.pk, 2) is None
    assert queries.one(other, call.pk, 1) is None
    assert queries.call(other, call.pk) is None


def test_a_measure_that_left_the_plan_keeps_its_grants():
    from ortaq.civic.plans.queries import grants as queries
    from tests.civic.plans import stories

    plan, officer, _measure = village.a_village()
    village.a_grant(village.a_call(plan, officer), officer)
    stories.shown(stories.a_version(plan))
    (called,) = queries.of_plan(plan).calls
    assert called.measure is None
    assert len(called.grants) == 1
