"""From the closed box to the protocol: announced, drawn, decided, published; anyone can count again."""

import json

import pytest

from ortaq.civic.budgets.models import Ballot, Count, PaperKey
from ortaq.civic.budgets.queries import elections, results, sheets, voting
from ortaq.civic.budgets.services import counting, papers, projects
from ortaq.core.decisions import queries as decisions
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from ortaq.engines import proof
from ortaq.engines.choice import pabulib
from tests import factories
from tests.civic.budgets.ballot_box import CLOSED, POT, TENGE, a_neighbour, a_vote
from tests.conftest import NOW


def cast_some(vote):
    """Bostandyk: playground 3, lights 2, benches 3; Almaly 2, Medeu 1."""
    for chosen in [(0, 1, 2), (0, 1), (0, 3), (2, 3), (2, 4)]:
        vote.cast(a_neighbour(), *chosen)


def test_winners_by_both_rules_with_records_anyone_recomputes(vote):
    cast_some(vote)
    vote.count()
    assert vote.call.state == "decided"
    by_district = {found.pot.district.code.rpartition(".")[2]: found for found in results.results(vote.call)}
    assert set(by_district) == {"bostandyk", "almaly", "medeu"}
    found = by_district["bostandyk"]
    assert {row.project.pk: row.votes for row in found.rows} == {
        vote.projects[0].pk: 3, vote.projects[1].pk: 2, vote.projects[2].pk: 3,
    }  # fmt: skip
    assert found.voters == 5
    assert found.spent == sum(row.project.cost for row in found.rows if row.won) <= POT
    for count in results.counts(vote.call):
        record = json.loads(decisions.record_bytes(count.decision))
        assert proof.verify(record) == []


def test_projects_learn_whether_they_won_and_why(vote):
    cast_some(vote)
    vote.count()
    assert {project.state for project in vote.projects} <= {"won", "lost"}
    assert vote.projects[3].state == "won"
    for language in ("kk", "ru", "en"):
        told = results.why(vote.projects[0], language)
        assert all(told["binding"])
        assert all(told["beside"])


def test_nobody_sees_a_figure_before_the_close_whatever_her_office(vote):
    cast_some(vote)
    form = papers.print_batch(call=vote.call, office=vote.city.bodies["centre"], size=1, actor=vote.clerk, now=NOW)
    assert form.size == 1
    for ask in (
        lambda: results.turnout(vote.call),
        lambda: results.counts(vote.call),
        lambda: results.results(vote.call),
        lambda: results.why(vote.projects[0], "kk"),
        lambda: results.pabulib_file(vote.call, "kz.almaty.medeu"),
        lambda: sheets.protocol_facts(vote.call, "kk"),
        lambda: voting.receipts(vote.call),
        lambda: elections.elections(vote.call),
        lambda: counting.announce_count(call=vote.call, actor=vote.head, now=NOW),
        lambda: counting.announce_count(call=vote.call, actor=system("clock"), now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code in {"before_close", "not_counted", "stage"}
    assert not Count.objects.exists()


def test_the_outcome_is_seen_only_once_it_is_decided(vote):
    cast_some(vote)
    vote.announce()
    assert results.turnout(vote.call).ballots == 5
    with pytest.raises(Refused) as refused:
        results.results(vote.call)
    assert refused.value.code == "not_counted"


def test_the_seed_is_drawn_after_the_ballots_are_public_and_once(vote):
    cast_some(vote)
    call = vote.close()
    given = {"seed": "1", "seed_source": "test", "actor": vote.head, "now": CLOSED}
    with pytest.raises(Refused) as refused:
        counting.decide_count(call=call, **given)
    assert refused.value.code == "not_announced"
    counting.announce_count(call=call, actor=vote.head, now=CLOSED)
    with pytest.raises(Refused) as refused:
        counting.announce_count(call=call, actor=vote.head, now=CLOSED)
    assert refused.value.code == "second"
    with pytest.raises(Refused) as refused:
        counting.decide_count(call=call, **{**given, "seed": " "})
    assert refused.value.code == "seed"
    counting.decide_count(call=call, **given)
    with pytest.raises(Refused):
        counting.decide_count(call=call, **{**given, "seed": "2"})


def test_a_count_is_whole_or_not_at_all(vote, monkeypatch):
    cast_some(vote)
    call = vote.close()
    counting.announce_count(call=call, actor=vote.head, now=CLOSED)
    decide, decided = counting.decisions.decide, []

    def fails_at_the_last_district(**given):
        decided.append(given["decision"])
        if len(decided) == 5:
            raise OSError("the disk is full")
        return decide(**given)

    monkeypatch.setattr(counting.decisions, "decide", fails_at_the_last_district)
    given = {"seed": "1", "seed_source": "test", "actor": vote.head, "now": CLOSED}
    with pytest.raises(OSError, match="disk"):
        counting.decide_count(call=call, **given)
    call.refresh_from_db()
    assert call.state == "closed"
    assert all(project.state == "on_ballot" for project in vote.projects)
    assert not any(count.decision.outcome for count in Count.objects.select_related("decision"))
    monkeypatch.undo()
    assert counting.decide_count(call=call, **given).state == "decided"


def test_a_withdrawn_project_keeps_its_votes_and_elects_nothing(vote):
    cast_some(vote)
    projects.withdraw_project(project=vote.projects[0], actor=factories.resident(vote.projects[0].author), now=NOW)
    vote.count()
    found = results.result(vote.call, "kz.almaty.bostandyk")
    row = next(row for row in found.rows if row.project.pk == vote.projects[0].pk)
    assert (row.votes, row.won, row.won_beside, row.reason) == (3, False, False, "withdrawn")
    assert vote.projects[0].state == "withdrawn"


def test_a_project_may_cost_exactly_the_pot_and_win(the_city):
    from ortaq.civic.budgets.services.calls import PotPlan

    pot = PotPlan(the_city.territories["kz.almaty.bostandyk"], POT, POT)
    vote = a_vote(the_city, [("bostandyk", "Бәрі", POT // TENGE), ("bostandyk", "Аз", 1_000_000)], pots=[pot])
    for _ in range(3):
        vote.cast(a_neighbour(), 0)
    vote.count()
    assert [project.state for project in vote.projects] == ["won", "lost"]
    assert results.result(vote.call, "kz.almaty.bostandyk").spent == POT


def test_of_projects_on_one_site_one_at_most_wins(the_city):
    from ortaq.civic.budgets.models import Project

    vote = a_vote(the_city)
    Project.objects.filter(pk__in=[vote.projects[0].pk, vote.projects[1].pk]).update(site="парк-1")
    for _ in range(3):
        vote.cast(a_neighbour(), 0, 1)
    vote.count()
    assert [vote.projects[place].state for place in (0, 1)].count("won") == 1


def test_a_vote_nobody_came_to_is_counted_and_elects_nothing(vote):
    vote.count()
    assert {project.state for project in vote.projects} == {"lost"}
    assert results.turnout(vote.call).voters == 0
    assert [(found.binding, found.voters, found.spent) for found in results.results(vote.call)] == [(None, 0, 0)] * 3
    assert results.pabulib_file(vote.call, "kz.almaty.medeu") is None
    assert len(sheets.protocol_facts(vote.call, "ru")["districts"]) == 3


def test_the_file_for_researchers_holds_ballots_and_nothing_about_voters(vote):
    cast_some(vote)
    vote.count()
    text = results.pabulib_file(vote.call, "kz.almaty.bostandyk")
    head = text[text.index("VOTES") :].splitlines()[1]
    assert head.split(";") == ["voter_id", "vote"]
    election = pabulib.read(text)
    assert (election.voters, election.budget) == (5, POT if election.scale == TENGE else POT // TENGE)
    assert not {"age", "sex", "time", "voting_method"} & set(text.replace("\n", ";").split(";"))
    assert results.pabulib_file(vote.call, "kz.almaty.nowhere") is None


def test_the_lines_of_the_file_are_shuffled_by_the_public_seed(vote):
    for place in range(12):
        vote.cast(a_neighbour(), place % 3)
    vote.count()
    (election,) = [e for pot, e in elections.elections(vote.call) if pot.district.code == "kz.almaty.bostandyk"]
    orders = {tuple(group.choices for group in elections.scattered(election, seed).groups) for seed in ("1", "2", "3")}
    assert len(orders) > 1
    again = elections.scattered(election, "1")
    assert again == elections.scattered(election, "1")
    assert sorted(group.choices for group in again.groups) == sorted([(0,), (1,), (2,)] * 4)


def test_the_protocol_is_signed_when_it_is_published_and_nothing_follows(vote):
    cast_some(vote)
    vote.count()
    assert sheets.protocol_facts(vote.call, "en")["signed"] == [["Signed by", "not signed yet"]]
    with pytest.raises(Refused) as refused:
        counting.publish(call=vote.call, signed_by=" ", actor=vote.head, now=CLOSED)
    assert refused.value.code == "signed_by"
    counting.publish(call=vote.call, signed_by="Айдос (демо), төраға", actor=vote.head, now=CLOSED)
    facts = sheets.protocol_facts(vote.fresh(), "kk")
    assert facts["signed"][0][1] == "Айдос (демо), төраға"
    assert ["Дауыс саны", "5"] not in facts["turnout"]
    won = {project.matter_id for project in vote.projects if project.state == "won"}
    assert won
    assert set(journal.thread(vote.call.matter, GUEST).cards) == {vote.call.matter_id, *won}
    assert len(facts["districts"]) == 3
    with pytest.raises(Refused):
        counting.publish(call=vote.call, signed_by="X", actor=vote.head, now=CLOSED)


@pytest.mark.parametrize("kind", ["ranking", "points"])
def test_ranks_and_points_are_counted_too(the_city, kind):
    vote = a_vote(the_city, ballot_kind=kind)
    facts = {"points": [6, 4]} if kind == "points" else {}
    for _ in range(3):
        vote.cast(a_neighbour(), 1, 0, **facts)
    vote.count()
    assert vote.projects[1].state == "won"
    for count in results.counts(vote.call):
        assert proof.verify(json.loads(decisions.record_bytes(count.decision))) == []


def test_publishing_forgets_what_was_keyed_of_each_form(vote):
    form = papers.print_batch(
        call=vote.call, office=vote.city.bodies["centre"], size=1, actor=vote.clerk, now=NOW
    ).forms.get()
    for actor in (vote.clerk, vote.expert):
        papers.key_form(form=form, numbers=[vote.projects[0].ballot_number], actor=actor, now=NOW)
    vote.count()
    assert {tuple(key.projects) for key in PaperKey.objects.all()} == {(vote.projects[0].pk,)}
    counting.publish(call=vote.call, signed_by="X", actor=vote.head, now=CLOSED)
    assert {tuple(key.projects) for key in PaperKey.objects.all()} == {()}
    assert Ballot.objects.count() == 1


def test_the_ballots_survive_being_laid_anew(vote):
    cast_some(vote)
    before = sorted(Ballot.objects.values_list("pk", "projects"))
    vote.announce()
    assert sorted(Ballot.objects.values_list("pk", "projects")) == before


def test_results_cost_a_fixed_number_of_statements(vote, django_assert_num_queries):
    cast_some(vote)
    vote.count()
    with django_assert_num_queries(2):
        found = results.results(vote.call)
        [(row.project.matter.title, one.pot.district.name) for one in found for row in one.rows]


def test_a_guest_recounts_from_what_is_public(vote):
    cast_some(vote)
    vote.count()
    for count in results.counts(vote.call):
        public = decisions.get(count.decision.public_id)
        assert public is not None
        assert "voter" not in json.dumps(public.case)
    assert GUEST.person_id is None
