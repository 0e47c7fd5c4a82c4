"""Calls hang on measures; grants are given, paid and reported once, each act in the journal."""

from datetime import date, timedelta

import pytest

from tests import records
from tests.civic.plans import grant_stories as village
from tests.civic.plans import stories
from tests.civic.plans.grant_stories import DONE, SUM, TODAY
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def refused(code, act, *args, **given):
    from ortaq.core.people.refusal import Refused

    with pytest.raises(Refused) as caught:
        act(*args, **given)
    assert caught.value.code == code
    return str(caught.value)


def acts_of(plan):
    from ortaq.core.journal.models import Entry

    return [(one.act, one.public) for one in Entry.objects.filter(matter=plan.matter).order_by("seq")]


def a_contest_card(kind="contest"):
    from ortaq.core.matters import services as matters
    from ortaq.core.people.actor import system

    return matters.open_matter(
        kind=kind, series=f"{kind}-{kind[0]}t2027", title="Байқау", language="kk", channel="desk", stage="open",
        visibility="public", actor=system("test"), now=NOW,
    )  # fmt: skip


def test_from_the_call_to_the_last_report():
    from ortaq.civic.plans.models import GrantInstalment, GrantReport
    from ortaq.civic.plans.services import grants

    plan, officer, _measure = village.a_village()
    call = village.a_call(plan, officer)
    grant = village.a_grant(call, officer, recipient="Айгүл (демо)")
    assert (grant.number, grant.amount, grant.own_amount, grant.jobs_women) == (1, SUM, 250_000_00, 3)
    first, second = GrantInstalment.objects.filter(grant=grant)
    assert (first.amount + second.amount, first.position, second.position) == (SUM, 1, 2)
    assert grants.pay_instalment(instalment=first, on=TODAY, actor=officer, now=NOW).paid_on == TODAY
    village.reported(grant, officer)
    assert GrantReport.objects.get().people == 40
    assert acts_of(plan) == [
        ("microgrant.called", True), ("microgrant.given", True), ("microgrant.paid", True),
        ("microgrant.reported", True),
    ]  # fmt: skip


def test_a_plan_nobody_sees_tells_nobody():
    plan, officer, _measure = village.a_village(listed=False)
    village.a_call(plan, officer)
    assert acts_of(plan) == [("microgrant.called", False)]


def test_a_call_needs_a_measure_of_the_newest_version():
    from ortaq.civic.plans.models import GrantCall

    plan, officer, _measure = village.a_village()
    refused("no_measure", village.a_call, plan, officer, measure="m9")
    second = stories.a_version(plan)
    village.a_measure(second, "m2")
    refused("no_measure", village.a_call, plan, officer, measure="m2")  # not published yet: nobody could read it
    stories.shown(second)
    assert village.a_call(plan, officer, measure="m2").pk
    refused("no_measure", village.a_call, plan, officer)
    refused("call_title", village.a_call, plan, officer, measure="m2", title={"kk": "Бір"})
    refused("call_share", village.a_call, plan, officer, measure="m2", own_share_least=100)
    assert GrantCall.objects.count() == 1


def test_the_same_call_twice_is_one():
    plan, officer, _measure = village.a_village()
    village.a_call(plan, officer)
    refused("second", village.a_call, plan, officer)


def test_others_keep_their_hands_off():
    from ortaq.civic.plans.models import MicroGrant
    from ortaq.civic.plans.services import grants

    plan, officer, _measure = village.a_village()
    call = village.a_call(plan, officer)
    stranger = stories.office(records.a_body(code="other"))
    weak = records.actor_for(records.a_person("Тұрғын (демо)"))
    for actor in (stranger, weak):
        refused("not_yours", village.a_call, plan, actor, title=DONE)
        refused("not_yours", village.a_grant, call, actor)
    grant = village.a_grant(call, officer)
    part = grant.instalments.first()
    refused("not_yours", grants.pay_instalment, instalment=part, on=TODAY, actor=stranger, now=NOW)
    refused("not_yours", village.reported, grant, stranger)
    assert MicroGrant.objects.count() == 1


def test_a_contest_selects_for_one_call():
    from ortaq.civic.plans.services import grants

    plan, officer, _measure = village.a_village()
    card = a_contest_card()
    refused("no_contest", village.a_call, plan, officer, contest=a_contest_card("idea"))
    village.a_call(plan, officer, contest=card)
    other = village.a_call(plan, officer, title=DONE)
    refused("contest_taken", grants.tie_contest, call=other, contest=card, actor=officer, now=NOW)
    refused("contest_taken", village.a_call, plan, officer, title={"kk": "Үш", "ru": "Три"}, contest=card)
    tied = grants.tie_contest(call=other, contest=a_contest_card(), actor=officer, now=NOW)
    assert tied.contest is not None
    refused("second", grants.tie_contest, call=tied, contest=a_contest_card(), actor=officer, now=NOW)


def test_a_small_own_contribution_is_refused_to_the_tiyn():
    from ortaq.civic.plans.rules.grants import Part, Promise

    plan, officer, _measure = village.a_village()
    call = village.a_call(plan, officer)
    money = {"amount": 90_00, "parts": [Part(90_00, TODAY)]}
    words = refused("own_share", village.a_grant, call, officer, **money, promise=Promise(own=9_99))
    assert "9 %" in words
    assert "10 %" in words
    assert village.a_grant(call, officer, **money, promise=Promise(own=10_00)).own_amount == 10_00


def test_figures_that_do_not_fit_leave_nothing_behind():
    from ortaq.civic.plans.models import GrantInstalment, MicroGrant
    from ortaq.civic.plans.rules.grants import Part

    plan, officer, _measure = village.a_village()
    call = village.a_call(plan, officer)
    tomorrow = TODAY + timedelta(days=1)
    for code, facts in {
        "parts_sum": {"parts": [Part(SUM - 1, TODAY)]},
        "part_days": {"parts": [Part(SUM, TODAY - timedelta(days=1))]},
        "given_ahead": {"given_on": tomorrow, "parts": [Part(SUM, tomorrow)]},
        "project": {"project": {}},
        "grant_sum": {"amount": 0},
    }.items():
        refused(code, village.a_grant, call, officer, **facts)
    assert not MicroGrant.objects.exists()
    assert not GrantInstalment.objects.exists()


def test_a_form_sent_twice_gives_one_grant():
    plan, officer, _measure = village.a_village()
    call = village.a_call(plan, officer)
    village.a_grant(call, officer, number=1)
    refused("second", village.a_grant, call, officer, number=1)
    assert village.a_grant(call, officer, number=2).number == 2


def test_an_instalment_is_paid_once_on_a_day_that_can_be():
    from ortaq.civic.plans.services import grants

    plan, officer, _measure = village.a_village()
    part = village.a_grant(village.a_call(plan, officer), officer).instalments.first()
    given = {"instalment": part, "actor": officer, "now": NOW}
    refused("paid_ahead", grants.pay_instalment, on=TODAY + timedelta(days=1), **given)
    refused("paid_early", grants.pay_instalment, on=TODAY - timedelta(days=1), **given)
    grants.pay_instalment(on=TODAY, **given)
    refused("second", grants.pay_instalment, on=TODAY, **given)


def test_what_a_contest_selected_is_paid_there():
    from ortaq.civic.plans.services import grants

    plan, officer, _measure = village.a_village()
    card = a_contest_card("application")
    grant = village.a_grant(village.a_call(plan, officer), officer, application=card)
    part = grant.instalments.first()
    refused("in_contest", grants.pay_instalment, instalment=part, on=TODAY, actor=officer, now=NOW)
    assert village.a_grant(grant.call, officer, application=card) == grant


def test_reports_are_added_and_the_last_one_is_the_last():
    from ortaq.civic.plans.rules.grants import Outcome

    plan, officer, _measure = village.a_village()
    early = date(2027, 1, 1)
    from ortaq.civic.plans.rules.grants import Part

    call = village.a_call(plan, officer)
    grant = village.a_grant(call, officer, given_on=early, parts=[Part(SUM, early)])
    village.reported(grant, officer, on=early)
    refused("second", village.reported, grant, officer, on=early)
    refused("report_ahead", village.reported, grant, officer, on=TODAY + timedelta(days=1))
    refused("jobs_women", village.reported, grant, officer, outcome=Outcome(1, 0, 2))
    refused("report_text", village.reported, grant, officer, text={"kk": "Бір"})
    village.reported(grant, officer, on=early + timedelta(days=9), finished=True)
    refused("finished", village.reported, grant, officer, on=early + timedelta(days=20))
    assert grant.reports.count() == 2
