"""What a village's entrepreneurs won in a contest stands on the measure of its plan: once, with what they promised."""

from datetime import timedelta

import pytest

from ortaq.core.people.actor import system
from ortaq.core.tasks.models import Task
from ortaq.journeys import grant_to_measure, jobs
from tests.civic.contests import stories as contests
from tests.civic.plans import grant_stories as village
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
JOURNEY = {"actor": system("journey"), "now": contests.AFTER}
LABEL = {"kk": "Сұрақ", "ru": "Вопрос"}
ASKED = [
    *contests.FIELDS,
    {"code": "own_contribution", "type": "money", "label": LABEL},
    {"code": "jobs_youth", "type": "number", "label": LABEL},
    {"code": "jobs_women", "type": "number", "label": LABEL},
]
MONEY = {"budget": 12_000_000_00, "cap": 2_000_000_00, "currency": "KZT"}
ASK = 1_000_000_00


def run_promised():
    """What a worker would run of the journeys, in the order promised."""
    for task in Task.objects.filter(name__startswith="ortaq.journeys.jobs.").order_by("pk"):
        getattr(jobs, task.name.rsplit(".", 1)[1]).func(**task.kwargs)
    Task.objects.all().delete()


def a_contest(fields=ASKED, **money):
    """Open, in tenge, asking what she brings herself and which jobs there will be."""
    from ortaq.civic.contests.services import calls

    contest, head = contests.a_draft(**MONEY | money)
    calls.save_form(contest=contest, fields=fields, actor=head, now=NOW - 2 * contests.DAY)
    return calls.publish(contest=contest, actor=head, now=NOW - 2 * contests.DAY), head


def winners(contest, head, *answers):
    """Applications with these answers, judged and funded."""
    from ortaq.civic.contests.models import Application, Review
    from ortaq.civic.contests.services import checking, deciding

    for given in answers:
        one = contests.sent(contest, answers=contests.ANSWERS | given, asked=ASK)
        checking.find_eligible(application=one, actor=head, now=NOW)
    contest, _seats = contests.judging(contest, head)
    contests.shared_out(contest, head)
    for review in Review.objects.select_related("juror__person"):
        contests.scored(review, 9, 9)
    deciding.announce_ranking(contest=contest, actor=head, now=contests.AFTER)
    contest = deciding.decide(contest=contest, seed="7", seed_source="test", actor=head, now=contests.AFTER)
    waiting = list(Application.objects.filter(contest=contest, state="waiting"))
    if waiting:
        reasons = "Бәріне де ақша жетеді, бәрі де бірдей бағаланды."
        deciding.settle_by_talk(contest=contest, funded=waiting, reasons=reasons, actor=head, now=contests.AFTER)
    deciding.tell_results(contest=contest, actor=head, now=contests.AFTER)
    return list(Application.objects.filter(contest=contest, state="funded").order_by("pk"))


def signed(application, head, number="12/2027"):
    from ortaq.civic.contests.services import agreeing

    half = application.granted // 2
    due = [NOW.date() + timedelta(days=days) for days in (60, 90)]
    parts = [
        {"amount": amount, "due_on": day, "purpose": "Жабдық"} for amount, day in zip((half, half), due, strict=True)
    ]
    return agreeing.sign_agreement(
        application=application, number=number, signed_on=NOW.date(), parts=parts, actor=head, now=contests.AFTER
    )  # fmt: skip


def paid(agreement, head, position=1):
    from ortaq.civic.contests.services import agreeing

    part = agreement.instalments.get(position=position)
    agreeing.settle_instalment(instalment=part, paid=True, on=NOW.date(), actor=head, now=contests.AFTER)


def test_a_signed_agreement_stands_on_the_measure_with_what_was_promised():
    from ortaq.civic.plans.models import MicroGrant
    from ortaq.civic.plans.queries import grants as queries
    from ortaq.core.journal.models import Entry

    plan, officer, _measure = village.a_village()
    contest, head = a_contest()
    village.a_call(plan, officer, contest=contest.matter)
    (winner,) = winners(contest, head, {"own_contribution": 200_000_00, "jobs_youth": 2, "jobs_women": 1})
    agreement = signed(winner, head)
    run_promised()

    (called,) = queries.of_measure(plan, "m1").calls
    (row,) = called.grants
    grant = row.grant
    assert (grant.amount, grant.own_amount, grant.jobs_youth, grant.jobs_women) == (ASK, 200_000_00, 2, 1)
    assert (grant.application, grant.recipient) == (winner.matter, "Айгерім С.")
    assert [one.amount for one in row.instalments] == [ASK // 2, ASK // 2]
    assert (row.short, row.share, row.state) == (False, 16, "given")

    paid(agreement, head)
    run_promised()
    (row,) = queries.of_measure(plan, "m1").calls[0].grants
    assert (row.paid, row.state) == (ASK // 2, "paid")
    assert MicroGrant.objects.count() == 1
    entries = Entry.objects.filter(matter=plan.matter, act__in=["microgrant.given", "microgrant.paid"])
    assert {entry.role for entry in entries} == {"system:journey"}
    assert all("Айгерім" not in str(entry.data) for entry in entries)


def test_running_it_again_changes_nothing():
    from ortaq.civic.plans.models import GrantInstalment, MicroGrant

    plan, officer, _measure = village.a_village()
    contest, head = a_contest()
    village.a_call(plan, officer, contest=contest.matter)
    (winner,) = winners(contest, head, {})
    agreement = signed(winner, head)
    paid(agreement, head)
    found = grant_to_measure.agreements(application_id=winner.pk)
    for _ in range(2):
        assert grant_to_measure.keep_up(agreements=found, **JOURNEY) == 1
    run_promised()
    assert MicroGrant.objects.count() == 1
    assert GrantInstalment.objects.filter(paid_on__isnull=False).count() == 1


def test_a_payment_that_is_told_before_the_agreement_finds_its_grant():
    from ortaq.civic.plans.models import GrantInstalment

    plan, officer, _measure = village.a_village()
    contest, head = a_contest()
    village.a_call(plan, officer, contest=contest.matter)
    (winner,) = winners(contest, head, {})
    paid(signed(winner, head), head, position=2)
    newest = Task.objects.filter(name__endswith="keep_grant_of_agreement").order_by("-pk").first()
    jobs.keep_grant_of_agreement.func(**newest.kwargs)
    assert [one.position for one in GrantInstalment.objects.filter(paid_on__isnull=False)] == [2]
    run_promised()
    assert GrantInstalment.objects.filter(paid_on__isnull=False).count() == 1


def test_a_small_own_contribution_is_shown_and_not_lost(client):
    plan, officer, _measure = village.a_village()
    contest, head = a_contest()
    call = village.a_call(plan, officer, contest=contest.matter, own_share_least=20)
    (winner,) = winners(contest, head, {"own_contribution": 100_000_00})
    signed(winner, head)
    run_promised()
    page = client.get(f"/en/plans/{plan.code}/grants/{call.pk}/1/").content.decode()
    assert "the call asks for at least 20" in page


def test_a_call_tied_after_the_signing_takes_over_what_was_agreed():
    from ortaq.civic.plans.models import MicroGrant
    from ortaq.civic.plans.services import grants

    plan, officer, _measure = village.a_village()
    contest, head = a_contest()
    first, second = winners(contest, head, {"jobs_women": 1}, {"jobs_women": 2})
    signed(first, head)
    signed(second, head, "13/2027")
    run_promised()
    assert not MicroGrant.objects.exists()
    call = village.a_call(plan, officer)
    grants.tie_contest(call=call, contest=contest.matter, actor=officer, now=contests.AFTER)
    run_promised()
    assert list(MicroGrant.objects.order_by("number").values_list("number", "jobs_women")) == [(1, 1), (2, 2)]


def test_an_agreement_in_another_currency_waits_for_a_hand():
    from ortaq.civic.plans.models import MicroGrant
    from ortaq.civic.plans.queries import grants as queries

    plan, officer, _measure = village.a_village()
    contest, head = a_contest(currency="EUR")
    village.a_call(plan, officer, contest=contest.matter)
    (winner,) = winners(contest, head, {})
    paid(signed(winner, head), head)
    run_promised()
    assert not MicroGrant.objects.exists()
    assert [(one.agreement, one.currency) for one in queries.left_out(plan)] == [("12/2027", "EUR")]


def test_a_contest_no_call_is_tied_to_is_left_alone():
    from ortaq.civic.plans.models import MicroGrant

    contest, head = a_contest(fields=contests.FIELDS)
    (winner,) = winners(contest, head, {})
    signed(winner, head)
    run_promised()
    assert not MicroGrant.objects.exists()
