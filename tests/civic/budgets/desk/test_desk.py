"""The desk's pages: each step asks once more, nothing typed is lost, nobody sees what is not hers."""

import pytest
from django.test import Client

from ortaq.civic.budgets.models import Ballot, Call, PaperForm, Project, Voter
from ortaq.civic.budgets.services import calls, papers
from ortaq.core.people.models import Person
from tests import factories
from tests.civic.budgets.ballot_box import CHECKING, CLOSED, COLLECTING, a_call, a_neighbour, a_project, a_vote, iin
from tests.conftest import NOW
from tests.records import an_account, sign_in


@pytest.fixture
def at(monkeypatch):
    """Set the clock the pages read: `at(moment)`."""
    from django.utils import timezone

    def set_clock(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_clock(NOW)
    return set_clock


def enter(person_id: int) -> Client:
    client = Client()
    person = Person.objects.get(pk=person_id)
    account = getattr(person, "account", None) or an_account(person)
    sign_in(client, account, strong=True)
    return client


def address(vote, rest=""):
    return f"/en/desk/budget/{vote.call.code}/{rest}"


@pytest.mark.usefixtures("at")
def test_a_call_is_led_from_the_first_step_to_the_signed_protocol(the_city, at):
    vote = a_call(the_city)
    head = enter(vote.head.person_id)

    def take(step, moment, **typed):
        at(moment)
        page = head.get(address(vote, f"step/{step}/"))
        assert page.status_code == 200
        response = head.post(address(vote, f"step/{step}/"), typed)
        assert response.status_code == 302, response.content.decode()
        vote.fresh()

    take("open", COLLECTING)
    vote.projects = [a_project(vote), a_project(vote, "medeu")]
    take("end-collecting", CHECKING)
    for project in vote.projects:
        criteria = {f"criterion_{name}": "met" for name in ("public_land", "common_use", "within_cap")}
        rest = {f"criterion_{name}": "not_looked_at" for name in ("not_planned", "buildable", "upkeep")}
        typed = {"feasible": "yes", "cost": "900000", "site": "", "reasons": "", **criteria, **rest}
        answer = head.post(address(vote, f"check/{project.matter.number}/"), typed)
        assert answer.status_code == 302, answer.content.decode()
    take("announce-ballot", CHECKING)
    take("open-voting", CHECKING, seed="42", seed_source="A child drew it at the akimat (demo)")
    vote.cast(a_neighbour(), 0)
    take("close", CLOSED)
    take("announce-count", CLOSED)
    take("decide", CLOSED, seed="17", seed_source="A child drew it at the akimat (demo)")
    take("publish", CLOSED, signed_by="Aidos (demo), chair")
    assert vote.call.state == "published"
    assert [project.state for project in vote.projects] == ["won", "lost"]
    assert head.get(address(vote)).status_code == 200


DRAWN_UP = {
    "body": "centre", "code": "almaty-2028", "name_kk": "Ортақ бюджет", "name_ru": "Бюджет участия",
    "name_en": "Participatory budget", "collects_from": "2027-04-01T09:00", "collects_until": "2027-05-01T18:00",
    "votes_from": "2027-06-01T09:00", "votes_until": "2027-06-15T18:00", "ballot_kind": "approval", "limit": "3",
    "elects": "greedy", "paper": "on", "amount_kz_almaty_medeu": "800000000", "cap_kz_almaty_medeu": "58300000",
    "amount_kz_almaty_almaly": "1000000",
}  # fmt: skip


@pytest.mark.usefixtures("at")
def test_the_head_draws_up_a_call(the_city):
    head = enter(the_city.officer("centre", "head").person_id)
    assert head.get("/kk/desk/budget/new/").status_code == 200
    late = head.post("/en/desk/budget/new/", DRAWN_UP | {"votes_until": "2027-05-15T18:00"})
    assert late.status_code == 422
    assert "must follow one another" in late.content.decode()
    assert "58300000" in late.content.decode()
    assert head.post("/en/desk/budget/new/", DRAWN_UP).status_code == 302
    call = Call.objects.get(code="almaty-2028")
    assert (call.state, call.spec["rule"], call.beside["rule"]) == ("draft", "greedy", "equal-shares")
    pots = dict(call.pots.values_list("district__code", "amount"))
    assert pots == {"kz.almaty.medeu": 80_000_000_000, "kz.almaty.almaly": 100_000_000}
    assert call.pots.get(district__code="kz.almaty.almaly").cap == 100_000_000
    assert call.pots.get(district__code="kz.almaty.medeu").akimat.code == "akimat-medeu"
    for wrong in (
        {"code": "almaty-2028"},
        {"code": "new"},
        {"amount_kz_almaty_medeu": "", "amount_kz_almaty_almaly": ""},
    ):
        assert head.post("/en/desk/budget/new/", DRAWN_UP | {"code": "x"} | wrong).status_code == 422
    clerk = enter(the_city.officer("centre", "operator").person_id)
    assert clerk.get("/en/desk/budget/new/").status_code == 403


@pytest.mark.usefixtures("at")
def test_a_step_before_its_time_says_why_and_changes_nothing(vote):
    head = enter(vote.head.person_id)
    response = head.post(address(vote, "step/close/"))
    assert response.status_code == 422
    assert "goes on until" in response.content.decode()
    assert vote.fresh().state == "voting"
    assert head.get(address(vote, "step/no-such-step/")).status_code == 404


@pytest.mark.usefixtures("at")
def test_an_officer_sees_the_call_and_takes_no_step(vote):
    officer = enter(vote.expert.person_id)
    assert officer.get(address(vote)).status_code == 200
    assert officer.post(address(vote, "step/close/")).status_code == 403
    assert vote.fresh().state == "voting"


@pytest.mark.usefixtures("at")
def test_an_expert_who_forgets_the_reasons_keeps_what_she_typed(the_city, at):
    vote = a_call(the_city)
    calls.open_call(call=vote.call, actor=vote.head, now=COLLECTING)
    vote.fresh()
    project = a_project(vote)
    at(COLLECTING)
    expert = enter(vote.expert.person_id)
    queue = expert.get(address(vote, "check/")).content.decode()
    assert project.matter.number in queue
    criteria = {f"criterion_{name}": "not_looked_at" for name in ("common_use", "within_cap", "not_planned")}
    typed = {
        **criteria, "criterion_public_land": "failed", "criterion_buildable": "met", "criterion_upkeep": "met",
        "feasible": "no", "cost": "777000", "site": "park-1", "reasons": " ",
    }  # fmt: skip
    response = expert.post(address(vote, f"check/{project.matter.number}/"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "777000" in page
    assert "park-1" in page
    assert Project.objects.get(pk=project.pk).state == "submitted"
    typed["reasons"] = "The land is private."
    assert expert.post(address(vote, f"check/{project.matter.number}/"), typed).status_code == 302
    assert Project.objects.get(pk=project.pk).state == "not_feasible"
    stranger = enter(the_city.officer("akimat-medeu").person_id)
    assert stranger.get(address(vote, f"check/{project.matter.number}/")).status_code == 404


@pytest.mark.usefixtures("at")
def test_two_clerks_key_a_form_and_neither_sees_the_others_key(vote):
    office = vote.city.bodies["akimat-bostandyk"]
    batch = papers.print_batch(call=vote.call, office=office, size=1, actor=vote.clerk, now=NOW)
    form = batch.forms.get()
    typed = {"code": form.code.lower(), "number_1": vote.projects[0].ballot_number}
    first = enter(vote.clerk.person_id)
    assert first.post(address(vote, "paper/key/"), typed).status_code == 302
    again = first.post(address(vote, "paper/key/"), typed)
    assert again.status_code == 422
    assert "Another person" in again.content.decode()
    second = enter(vote.city.officer("akimat-bostandyk").person_id)
    seen = second.get(address(vote, "paper/key/")).content.decode()
    assert form.code not in seen
    assert f'value="{vote.projects[0].ballot_number}"' not in seen
    assert second.post(address(vote, "paper/key/"), typed).status_code == 302
    assert PaperForm.objects.get().state == "counted"
    assert Ballot.objects.get().projects == [vote.projects[0].pk]


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": "ZZZZZZZZZZ", "number_1": "1"}, "no form with this code"),
        ({"number_1": "99"}, "No project has the number 99"),
        ({"number_1": "three"}, "as it stands on the paper"),
        ({}, "at least one number"),
    ],
)
def test_a_slip_of_the_fingers_is_said_and_counts_nothing(vote, typed, said):
    batch = papers.print_batch(call=vote.call, office=vote.city.bodies["centre"], size=1, actor=vote.clerk, now=NOW)
    clerk = enter(vote.clerk.person_id)
    response = clerk.post(address(vote, "paper/key/"), {"code": batch.forms.get().code, **typed})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert PaperForm.objects.get().state == "printed"


@pytest.mark.usefixtures("at")
def test_a_form_is_handed_out_against_a_document_once(vote):
    clerk = enter(vote.clerk.person_id)
    typed = {"iin": iin(500), "office": "centre"}
    assert clerk.post(address(vote, "paper/hand-out/"), typed).status_code == 302
    second = clerk.post(address(vote, "paper/hand-out/"), typed)
    assert second.status_code == 422
    assert "handed a form already" in second.content.decode()
    wrong = clerk.post(address(vote, "paper/hand-out/"), typed | {"iin": "123456789012"})
    assert wrong.status_code == 422
    assert Voter.objects.count() == 1


@pytest.mark.usefixtures("at")
def test_batches_are_made_and_printed_by_those_who_handle_paper(vote):
    clerk = enter(vote.clerk.person_id)
    assert clerk.post(address(vote, "paper/"), {"office": "akimat-medeu", "size": "3"}).status_code == 302
    assert "№ 1" in clerk.get(address(vote, "paper/")).content.decode()
    assert clerk.post(address(vote, "paper/"), {"office": "akimat-medeu", "size": "0"}).status_code == 422
    stranger = enter(vote.city.officer("akimat-talgar").person_id)
    for page in ("paper/", "paper/key/", "paper/hand-out/", "paper/spoil/", "paper/1.pdf"):
        assert stranger.get(address(vote, page)).status_code == 403


@pytest.mark.usefixtures("at")
def test_a_form_given_back_is_spoiled(vote):
    batch = papers.print_batch(call=vote.call, office=vote.city.bodies["centre"], size=1, actor=vote.clerk, now=NOW)
    clerk = enter(vote.clerk.person_id)
    assert clerk.post(address(vote, "paper/spoil/"), {"code": batch.forms.get().code}).status_code == 302
    assert PaperForm.objects.get().state == "spoiled"


@pytest.mark.usefixtures("at")
def test_the_city_withdraws_a_project_only_with_a_reason(vote):
    head = enter(vote.head.person_id)
    where = address(vote, f"withdraw/{vote.projects[0].matter.number}/")
    assert head.get(where).status_code == 200
    assert head.post(where, {"reason": ""}).status_code == 422
    assert head.post(where, {"reason": "The land was given away."}).status_code == 302
    assert Project.objects.get(pk=vote.projects[0].pk).state == "withdrawn"
    clerk = enter(vote.clerk.person_id)
    assert clerk.post(where, {"reason": "Because."}).status_code == 403


@pytest.mark.usefixtures("at")
def test_a_resident_is_confirmed_at_the_desk(vote):
    person = a_neighbour(verified=False)
    clerk = enter(vote.clerk.person_id)
    found = clerk.get("/en/desk/residents/", {"q": person.email}).content.decode()
    assert str(person.public_id) in found
    where = f"/en/desk/residents/{person.public_id}/"
    assert clerk.post(where, {"iin": iin(77)}).status_code == 422
    assert clerk.post(where, {"iin": "900101300012", "registered": "on"}).status_code == 422
    assert clerk.post(where, {"iin": iin(77), "registered": "on"}).status_code == 302
    person.refresh_from_db()
    assert (person.iin, person.verified_by_id) == (iin(77), vote.clerk.person_id)
    vote.cast(person, 0)


@pytest.mark.usefixtures("at")
def test_who_cannot_sign_in_cannot_be_confirmed(vote):
    clerk = enter(vote.clerk.person_id)
    nobody = factories.a_person()
    assert clerk.get(f"/en/desk/residents/{nobody.public_id}/").status_code == 404


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_page_of_the_desk_shows_a_figure_of_the_vote(the_city, language):
    vote = a_vote(the_city)
    for _ in range(7):
        vote.cast(a_neighbour(), 0)
    head = enter(vote.head.person_id)
    for rest in ("", "check/", "paper/", "paper/key/", "step/close/"):
        page = head.get(f"/{language}/desk/budget/{vote.call.code}/{rest}").content.decode()
        assert ">7<" not in page
    assert head.get(f"/{language}/desk/budget/{vote.call.code}/protocol.pdf").status_code == 403


@pytest.mark.usefixtures("at")
def test_pages_cost_a_fixed_number_of_statements(vote, django_assert_max_num_queries):
    head = enter(vote.head.person_id)
    for rest, most in (("", 16), ("check/", 12), ("paper/", 14)):
        with django_assert_max_num_queries(most):
            assert head.get(address(vote, rest)).status_code in {200, 403}
