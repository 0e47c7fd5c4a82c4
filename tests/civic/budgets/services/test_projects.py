"""From the first line of a project to the ballot, or out of the race."""

from datetime import timedelta

import pytest

from ortaq.civic.budgets.models import FeasibilityCheck, Project
from ortaq.civic.budgets.queries import projects as queries
from ortaq.civic.budgets.services import calls, checking, projects
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.civic.budgets.ballot_box import (
    CAP,
    CHECKING,
    COLLECTING,
    CRITERIA,
    POT,
    TENGE,
    TEXT,
    a_call,
    a_neighbour,
    a_project,
    check,
)


@pytest.fixture
def vote(the_city):
    vote = a_call(the_city)
    calls.open_call(call=vote.call, actor=vote.head, now=COLLECTING)
    vote.fresh()
    return vote


@pytest.fixture
def draft(vote):
    author = factories.resident(a_neighbour())
    return projects.start_project(
        call=vote.call, pot=vote.pots["bostandyk"], language="ru", actor=author, now=COLLECTING
    )


def author_of(project):
    return factories.resident(project.author)


WHOLE = {
    "category": "benches",
    "title": "Орындық",
    "text": TEXT,
    "cost": 900_000 * TENGE,
    "lon": factories.BOSTANDYK[0],
    "lat": factories.BOSTANDYK[1],
}


def hand_in(draft, *, common_use=True, public_land=True, now=COLLECTING, **facts):
    author = author_of(draft)
    kept = projects.save_project(project=draft, **{**WHOLE, **facts}, actor=author, now=now)
    return projects.submit_project(project=kept, common_use=common_use, public_land=public_land, actor=author, now=now)


def test_a_project_handed_in_is_public_and_its_author_is_not(vote, draft):
    project = hand_in(draft)
    assert project.state == "submitted"
    assert project.matter.number.startswith("p")
    assert queries.get(vote.call, project.matter.number, GUEST) == project
    assert [p.pk for p in queries.listed(vote.call)] == [project.pk]
    (entry,) = Entry.objects.filter(matter=project.matter)
    assert (entry.act, entry.data["cost"]) == ("project.submitted", 90_000_000)


def test_a_draft_is_the_authors_alone_and_waits_for_her(vote, draft):
    again = projects.start_project(
        call=vote.call, pot=vote.pots["medeu"], language="kk", actor=author_of(draft), now=COLLECTING
    )
    assert again.pk == draft.pk
    assert queries.mine(vote.call, author_of(draft)) == draft
    assert queries.get(vote.call, draft.matter.number, factories.resident(a_neighbour())) is None
    assert queries.listed(vote.call) == []


def test_one_author_one_application_until_she_withdraws(vote, draft):
    project = hand_in(draft)
    with pytest.raises(Refused) as refused:
        projects.start_project(
            call=vote.call, pot=vote.pots["medeu"], language="kk", actor=author_of(project), now=COLLECTING
        )
    assert refused.value.code == "one_each"
    projects.withdraw_project(project=project, actor=author_of(project), now=COLLECTING)
    another = projects.start_project(
        call=vote.call, pot=vote.pots["medeu"], language="kk", actor=author_of(project), now=COLLECTING
    )
    assert another.pk != project.pk


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "title"),
        ({"text": "қысқа"}, "text"),
        ({"text": "ұзын " * 1001}, "text"),
        ({"category": "castle"}, "category"),
        ({"lon": None}, "place"),
        ({"lon": factories.MEDEU[0], "lat": factories.MEDEU[1]}, "elsewhere"),
        ({"lon": factories.FAR[0], "lat": factories.FAR[1]}, "elsewhere"),
        ({"cost": 0}, "cost"),
        ({"cost": CAP + 1}, "cost"),
        ({"common_use": False}, "common_use"),
        ({"public_land": False}, "public_land"),
    ],
)
def test_what_is_missing_is_named_and_the_draft_is_kept(vote, draft, change, code):
    with pytest.raises(Refused) as refused:
        hand_in(draft, **change)
    assert refused.value.code == code
    assert Project.objects.get().state == "draft"


def test_a_project_may_cost_exactly_the_cap_and_the_cap_be_the_whole_pot(the_city):
    pot = calls.PotPlan(the_city.territories["kz.almaty.bostandyk"], POT, POT)
    vote = a_call(the_city, pots=[pot])
    calls.open_call(call=vote.call, actor=vote.head, now=COLLECTING)
    vote.fresh()
    assert a_project(vote, "bostandyk", "Бәрі", POT // TENGE).cost == POT


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (COLLECTING - timedelta(days=1, microseconds=1), "not_yet"),
        (CHECKING - timedelta(microseconds=1), None),
        (CHECKING, "over"),
    ],
)
def test_projects_are_taken_by_the_server_clock(vote, draft, moment, code):
    if code is None:
        assert hand_in(draft, now=moment).state == "submitted"
        return
    with pytest.raises(Refused) as refused:
        hand_in(draft, now=moment)
    assert refused.value.code == code


def test_who_has_shown_no_document_keeps_her_draft_until_she_has(vote):
    author = factories.resident(a_neighbour(verified=False))
    draft = projects.start_project(
        call=vote.call, pot=vote.pots["bostandyk"], language="kk", actor=author, now=COLLECTING
    )
    with pytest.raises(Refused) as refused:
        hand_in(draft)
    assert refused.value.code == "verified_resident"
    assert Project.objects.get().text == TEXT


def test_personal_data_in_a_project_is_masked_before_anybody_reads_it(draft):
    project = hand_in(draft, title="Орындық +7 701 123 45 67", text=TEXT + " Хабарласыңыз: 87011234567")
    assert "701" not in project.matter.title + project.text


def test_a_project_handed_in_is_not_changed_any_more(draft):
    project = hand_in(draft)
    with pytest.raises(Refused) as refused:
        projects.save_project(project=project, title="Басқа", actor=author_of(project), now=COLLECTING)
    assert refused.value.code == "submitted"
    assert (
        projects.submit_project(
            project=project, common_use=True, public_land=True, actor=author_of(project), now=COLLECTING
        ).submitted_at
        == project.submitted_at
    )


def test_experts_say_no_with_reasons_everyone_reads(vote, draft):
    project = hand_in(draft)
    found = check(vote, project, feasible=False, reasons="Жер жекеменшікте, келісім жоқ.")
    story = queries.story(queries.get(vote.call, project.matter.number, GUEST), GUEST)
    assert story.checks == [found]
    assert story.project.state == "not_feasible"
    assert found.criteria["public_land"] == "failed"


@pytest.mark.parametrize(
    ("feasible", "criteria", "reasons", "code"),
    [
        (False, {"public_land": "failed"}, " ", "reasons"),
        (False, {}, "Болмайды", "criteria"),
        (True, {"upkeep": "failed"}, "", "criteria"),
    ],
)
def test_a_verdict_without_its_grounds_is_refused(vote, draft, feasible, criteria, reasons, code):
    project = hand_in(draft)
    with pytest.raises(Refused) as refused:
        checking.check_feasibility(
            project=project, feasible=feasible, criteria=criteria, reasons=reasons, actor=vote.expert, now=CHECKING
        )
    assert refused.value.code == code
    assert not FeasibilityCheck.objects.exists()


def test_experts_look_again_until_the_ballot_is_announced(vote, draft):
    project = hand_in(draft)
    calls.end_collecting(call=vote.call, actor=vote.head, now=CHECKING)
    check(vote, project, feasible=False)
    check(vote, project, cost=80_000_000)
    calls.announce_ballot(call=vote.fresh(), actor=vote.head, now=CHECKING)
    with pytest.raises(Refused) as refused:
        check(vote, project, feasible=False)
    assert refused.value.code == "announced"
    project.refresh_from_db()
    assert (project.state, project.cost) == ("feasible", 80_000_000)


def test_experts_of_another_district_do_not_check(vote, draft):
    project = hand_in(draft)
    stranger = vote.city.officer("akimat-medeu")
    with pytest.raises(Refused) as refused:
        checking.check_feasibility(project=project, feasible=True, criteria=CRITERIA, actor=stranger, now=CHECKING)
    assert refused.value.code == "not_yours"
    assert queries.to_check(vote.call, stranger) == []
    own = vote.city.officer("akimat-bostandyk")
    assert [p.pk for p in queries.to_check(vote.call, own)] == [project.pk]


def test_the_ballot_waits_for_the_last_check(vote, draft):
    hand_in(draft)
    calls.end_collecting(call=vote.call, actor=vote.head, now=CHECKING)
    with pytest.raises(Refused) as refused:
        calls.announce_ballot(call=vote.fresh(), actor=vote.head, now=CHECKING)
    assert refused.value.code == "unchecked"


def test_only_the_author_and_the_city_withdraw_and_the_city_says_why(vote, draft):
    project = hand_in(draft)
    for actor, reason, code in [
        (factories.resident(a_neighbour()), "", "not_yours"),
        (vote.head, " ", "reason"),
    ]:
        with pytest.raises(Refused) as refused:
            projects.withdraw_project(project=project, reason=reason, actor=actor, now=COLLECTING)
        assert refused.value.code == code
    projects.withdraw_project(project=project, reason="Қайталанады.", actor=vote.head, now=COLLECTING)
    with pytest.raises(Refused) as refused:
        projects.withdraw_project(project=project, reason="Тағы", actor=vote.head, now=COLLECTING)
    assert refused.value.code == "withdrawn"


def test_a_list_costs_one_statement_for_few_and_for_many(vote, django_assert_num_queries):
    for rows in (1, 3):
        while Project.objects.count() < rows:
            a_project(vote)
        with django_assert_num_queries(1):
            found = [(p.matter.number, p.pot.district.name, p.call.code) for p in queries.listed(vote.call)]
        assert len(found) == rows


def test_projects_are_found_by_district_category_and_words(vote):
    lamp = a_project(vote, "medeu", "Көшеге шамдар", category="common_areas")
    a_project(vote, "bostandyk", "Ойын алаңы")
    for wanted in (
        queries.Filter(district="kz.almaty.medeu"),
        queries.Filter(category="common_areas"),
        queries.Filter(words="шам"),
    ):
        assert [p.pk for p in queries.listed(vote.call, wanted)] == [lamp.pk]
        assert queries.how_many(vote.call, wanted) == 1


def test_who_asks_to_be_forgotten_leaves_her_project_to_the_city(vote, draft):
    project = hand_in(draft)
    admin = vote.city.officer("centre", "admin")
    assert projects.forget_author(person=project.author, actor=admin, now=COLLECTING) == 1
    project.refresh_from_db()
    assert project.author is None
