"""Micro-grants at the desk: forms keep every word, somebody else was first, and everyone reads what was kept."""

from typing import Any

import pytest
from django.test import Client

from tests import records
from tests.civic.plans import grant_stories as village
from tests.civic.plans.desk.test_plans import Desk
from tests.civic.plans.grant_stories import TODAY

pytestmark = pytest.mark.django_db
CALL = {"grant_measure": "m1", "call_title_kk": "Гранттар", "call_title_ru": "Гранты", "own_share_least": "10"}
GRANT = {
    "grant_expected": "1", "project_kk": "Тігін цехы", "project_ru": "Швейный цех", "recipient": "Айгүл (демо)",
    "given_on": TODAY.isoformat(), "sum_whole": "1 000 000 ₸", "sum_own": "250 000", "promised_youth": "1",
    "promised_women": "2", "sum_1": "600 000", "sum_due_1": TODAY.isoformat(), "sum_2": "400 000",
    "sum_due_2": "2027-09-01",
}  # fmt: skip
REPORT = {
    "reported_on": TODAY.isoformat(), "jobs_all": "3", "jobs_young": "1", "jobs_female": "2", "reached": "40",
    "told_kk": "Екі машина алынды.", "told_ru": "Куплены две машины.",
}  # fmt: skip


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(records.a_body())


def a_village(desk: Desk) -> Any:
    from ortaq.core.territory.models import Body

    plan, _officer, _measure = village.a_village(body=Body.objects.get(pk__in=desk.actor.body_ids))
    return plan


def plain(page: str) -> str:
    """The page with ordinary spaces in its numbers."""
    return page.replace("\u202f", " ").replace("\u00a0", " ")


def test_from_a_call_to_a_report_everyone_reads(desk: Desk) -> None:
    from ortaq.civic.plans.models import GrantCall, GrantInstalment

    plan = a_village(desk)
    grants = f"{plan.code}/grants/"
    assert "No call yet" in desk.read(grants)
    desk.send(f"{grants}new/", **CALL)
    call = GrantCall.objects.get()
    assert 'name="grant_expected" value="1"' in desk.read(f"{grants}{call.pk}/new/")
    desk.send(f"{grants}{call.pk}/new/", **GRANT)
    assert [part.amount for part in GrantInstalment.objects.all()] == [600_000_00, 400_000_00]
    page = desk.read(grants)
    assert "Instalment 1 was paid" in page
    desk.send(f"{grants}{call.pk}/1/instalments/1/", paid_on=TODAY.isoformat())
    desk.send(f"{grants}{call.pk}/1/report/", **REPORT, last_report="on")
    assert "Add a report" not in desk.read(grants)

    everyone = Client()
    listed = plain(everyone.get(f"/ru/plans/{plan.code}/grants/").content.decode())
    assert "Швейный цех" in listed
    assert "1 000 000 ₸" in listed
    shown = plain(everyone.get(f"/kk/plans/{plan.code}/grants/{call.pk}/1/").content.decode())
    for words in ("Тігін цехы", "Айгүл (демо)", "Екі машина алынды.", "600 000 ₸", "20 %"):
        assert words in shown


def test_a_refused_form_keeps_every_word(desk: Desk) -> None:
    from ortaq.civic.plans.models import GrantCall, MicroGrant

    plan = a_village(desk)
    grants = f"{plan.code}/grants/"
    page = desk.send(f"{grants}new/", 422, **(CALL | {"call_title_ru": "", "own_share_least": "100"}))
    assert "Гранттар" in page
    desk.send(f"{grants}new/", **CALL)
    call = GrantCall.objects.get()
    for typed, words in (
        ({"sum_2": "399 999"}, "do not make up the sum"),
        ({"sum_own": "100 000"}, "the call asks for at least 10 %"),
        ({"sum_whole": "много"}, "Write the sum in whole tenge"),
        ({"sum_whole": "0", "sum_1": "0", "sum_2": "", "sum_due_2": ""}, "Write the sum"),
        ({"sum_due_2": ""}, "Say when this instalment is due."),
        ({"given_on": "2099-01-01"}, "This day has not come yet"),
    ):
        page = desk.send(f"{grants}{call.pk}/new/", 422, **(GRANT | typed))
        assert words in page, typed
        assert "Тігін цехы" in page
    assert not MicroGrant.objects.exists()


def test_who_is_second_is_told(desk: Desk) -> None:
    from ortaq.civic.plans.models import GrantCall

    plan = a_village(desk)
    grants = f"{plan.code}/grants/"
    desk.send(f"{grants}new/", **CALL)
    assert "already" in desk.send(f"{grants}new/", 409, **CALL)
    call = GrantCall.objects.get()
    desk.send(f"{grants}{call.pk}/new/", **GRANT)
    assert "Тігін цехы" in desk.send(f"{grants}{call.pk}/new/", 409, **GRANT)
    desk.send(f"{grants}{call.pk}/1/instalments/1/", paid_on=TODAY.isoformat())
    desk.send(f"{grants}{call.pk}/1/instalments/1/", 409, paid_on=TODAY.isoformat())
    desk.send(f"{grants}{call.pk}/1/report/", **REPORT)
    desk.send(f"{grants}{call.pk}/1/report/", 409, **REPORT)
    page = desk.send(
        f"{grants}{call.pk}/1/report/", 422, **(REPORT | {"jobs_female": "4", "reported_on": "2027-01-01"})
    )
    assert "Екі машина алынды." in page


def test_a_call_is_tied_to_a_contest(desk: Desk) -> None:
    from ortaq.civic.plans.models import GrantCall
    from tests.civic.contests import stories as contests

    contest, _head = contests.a_contest()
    plan = a_village(desk)
    grants = f"{plan.code}/grants/"
    assert contest.matter.number in desk.read(f"{grants}new/")
    desk.send(f"{grants}new/", **CALL)
    call = GrantCall.objects.get()
    desk.send(f"{grants}{call.pk}/contest/", 422, grant_contest="999999")
    desk.send(f"{grants}{call.pk}/contest/", grant_contest=contest.matter.number)
    assert GrantCall.objects.get().contest == contest.matter
    assert f"contest № {contest.matter.number}" in desk.read(grants)
    page = Client().get(f"/en/plans/{plan.code}/grants/").content.decode()
    assert f"/en/contests/{contest.code}/" in page


def test_a_plan_without_measures_has_nothing_to_hang_a_call_on(desk: Desk) -> None:
    from ortaq.core.territory.models import Body
    from tests.civic.plans import stories

    plan, _officer = stories.a_plan(body=Body.objects.first())
    stories.a_version(plan)
    assert "this plan has none yet" in desk.read(f"{plan.code}/grants/")
    desk.read(f"{plan.code}/grants/new/", 403)
    assert Client().get(f"/en/plans/{plan.code}/grants/").status_code == 404


def test_another_body_finds_nothing(desk: Desk) -> None:
    from ortaq.civic.plans.models import GrantCall

    plan = a_village(desk)
    desk.send(f"{plan.code}/grants/new/", **CALL)
    call = GrantCall.objects.get()
    other = Desk(records.a_body(code="other"))
    for path in ("", "new/", f"{call.pk}/contest/", f"{call.pk}/new/", f"{call.pk}/1/report/"):
        other.read(f"{plan.code}/grants/{path}", 404)
    for path in ("9999/new/", "9999/contest/", f"{call.pk}/9/report/", f"{call.pk}/9/instalments/1/"):
        desk.read(f"{plan.code}/grants/{path}", 404)


def test_a_page_costs_the_same_with_one_grant_and_with_three(desk: Desk, django_assert_num_queries: Any) -> None:
    from ortaq.civic.plans.models import GrantCall

    plan = a_village(desk)
    desk.send(f"{plan.code}/grants/new/", **CALL)
    call, everyone = GrantCall.objects.get(), Client()
    for grants in ((1,), (2, 3)):
        for number in grants:
            desk.send(f"{plan.code}/grants/{call.pk}/new/", **(GRANT | {"grant_expected": str(number)}))
        with django_assert_num_queries(LISTED):
            everyone.get(f"/en/plans/{plan.code}/grants/")
        with django_assert_num_queries(SHOWN):
            everyone.get(f"/en/plans/{plan.code}/grants/{call.pk}/1/")


LISTED = 9
SHOWN = 9
