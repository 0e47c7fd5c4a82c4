"""A call from its drawing up to the close of the vote: one way, by those who run it, by the server's clock."""

from datetime import timedelta

import pytest

from ortaq.civic.budgets.models import Call, Project
from ortaq.civic.budgets.queries import calls as queries
from ortaq.civic.budgets.queries import voting
from ortaq.civic.budgets.services import calls, counting
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import Refused
from ortaq.engines.lot import shuffled
from tests import factories
from tests.civic.budgets.ballot_box import CAP, CHECKING, CLOSED, COLLECTING, POT, a_call, a_neighbour, check
from tests.conftest import NOW


def test_a_call_is_seen_by_nobody_before_it_is_opened(the_city):
    vote = a_call(the_city)
    assert queries.every(GUEST) == []
    assert queries.get(vote.call.code, factories.resident(a_neighbour())) is None
    assert queries.get(vote.call.code, vote.head) == vote.call
    calls.open_call(call=vote.call, actor=vote.head, now=COLLECTING)
    assert queries.current(GUEST) == vote.call


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"votes_until": NOW - timedelta(days=30)}, "dates"),
        ({"collects_until": NOW + timedelta(days=30)}, "dates"),
        ({"rung": "account"}, "paper_rung"),
        ({"spec": {"rule": "whoever-shouts-loudest"}}, "rule"),
        ({"spec": {"rule": "greedy", "utility": "friendship"}}, "rule"),
    ],
)
def test_a_call_that_contradicts_itself_is_not_drawn_up(the_city, facts, code):
    with pytest.raises(Refused) as refused:
        a_call(the_city, **facts)
    assert refused.value.code == code
    assert not Call.objects.exists()


@pytest.mark.parametrize(("amount", "cap", "code"), [(0, 1, "pot"), (POT, 0, "pot"), (POT, POT + 1, "cap")])
def test_a_pot_holds_at_least_one_project(the_city, amount, cap, code):
    pot = calls.PotPlan(the_city.territories["kz.almaty.medeu"], amount, cap)
    with pytest.raises(Refused) as refused:
        a_call(the_city, pots=[pot])
    assert refused.value.code == code


def test_only_the_head_of_the_body_that_runs_it_takes_the_steps(the_city):
    vote = a_call(the_city)
    for actor in (
        GUEST,
        factories.resident(a_neighbour()),
        the_city.officer("centre", "officer"),
        the_city.officer("akimat-medeu", "head"),
        factories.actor_for(factories.an_office(the_city.bodies["centre"], "head"), strong=False),
    ):
        with pytest.raises(Refused):
            calls.open_call(call=vote.call, actor=actor, now=COLLECTING)
    assert vote.fresh().state == "draft"


def test_no_step_is_taken_twice_or_before_its_time(vote):
    for act, code in [
        (lambda: calls.open_call(call=vote.call, actor=vote.head, now=NOW), "stage"),
        (lambda: calls.end_collecting(call=vote.call, actor=vote.head, now=NOW), "stage"),
        (lambda: calls.announce_ballot(call=vote.call, actor=vote.head, now=NOW), "stage"),
        (lambda: calls.open_voting(call=vote.call, seed="8", seed_source="x", actor=vote.head, now=NOW), "stage"),
        (lambda: calls.close_voting(call=vote.call, actor=vote.head, now=CLOSED - timedelta(seconds=1)), "too_early"),
        (lambda: counting.announce_count(call=vote.call, actor=vote.head, now=NOW), "stage"),
        (lambda: counting.publish(call=vote.call, signed_by="X", actor=vote.head, now=NOW), "stage"),
    ]:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code
    assert vote.fresh().state == "voting"
    vote.close()
    with pytest.raises(Refused) as refused:
        calls.close_voting(call=vote.call, actor=vote.head, now=CLOSED)
    assert refused.value.code == "stage"


def test_projects_are_collected_until_the_time_everybody_was_told(the_city):
    vote = a_call(the_city)
    calls.open_call(call=vote.call, actor=vote.head, now=COLLECTING)
    with pytest.raises(Refused) as refused:
        calls.end_collecting(call=vote.call, actor=vote.head, now=CHECKING - timedelta(seconds=1))
    assert refused.value.code == "too_early"


def test_the_ballot_is_numbered_by_district_and_within_it_by_a_lot_anyone_can_draw_again(vote):
    order = shuffled([project.matter.number for project in vote.projects], "7")
    ours = {project.matter.number: project for project in vote.projects}
    expected = sorted(order, key=lambda number: ours[number].pot.district.code)
    found = sorted(vote.projects, key=lambda project: project.ballot_number or 0)
    assert [project.matter.number for project in found] == expected
    assert [project.ballot_number for project in found] == [1, 2, 3, 4, 5]
    paper = voting.ballot_paper(vote.call)
    assert [project.pk for section in paper for project in section.projects] == [project.pk for project in found]


def test_a_ballot_needs_a_feasible_project_and_an_announced_lot(the_city):
    vote = a_call(the_city)
    calls.open_call(call=vote.call, actor=vote.head, now=COLLECTING)
    calls.end_collecting(call=vote.call, actor=vote.head, now=CHECKING)
    with pytest.raises(Refused) as refused:
        calls.announce_ballot(call=vote.call, actor=vote.head, now=CHECKING)
    assert refused.value.code == "nothing"
    with pytest.raises(Refused) as refused:
        calls.open_voting(call=vote.call, seed="1", seed_source="x", actor=vote.head, now=CHECKING)
    assert refused.value.code == "not_announced"


def test_the_whole_way_stands_in_the_journal_of_the_call(vote):
    vote.close()
    acts = [entry.act for entry in journal.entries(vote.call.matter, GUEST)]
    assert acts == [
        "call.opened", "call.checking", "decision.announced", "call.ballot_announced", "decision.decided",
        "call.voting_opened", "call.closed",
    ]  # fmt: skip


def test_a_project_found_not_feasible_is_not_on_the_ballot(the_city):
    from tests.civic.budgets.ballot_box import a_project

    vote = a_call(the_city)
    calls.open_call(call=vote.call, actor=vote.head, now=COLLECTING)
    vote.fresh()
    good, bad = a_project(vote), a_project(vote, "medeu")
    calls.end_collecting(call=vote.call, actor=vote.head, now=CHECKING)
    check(vote, good, cost=CAP)
    check(vote, bad, feasible=False)
    calls.announce_ballot(call=vote.fresh(), actor=vote.head, now=CHECKING)
    calls.open_voting(call=vote.fresh(), seed="7", seed_source="x", actor=vote.head, now=NOW)
    states = dict(Project.objects.values_list("pk", "state"))
    assert states == {good.pk: "on_ballot", bad.pk: "not_feasible"}
