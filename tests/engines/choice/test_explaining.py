"""Why a project won or did not: the figures add up, and the smallest change is what counting again would find."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ortaq.engines import proof
from ortaq.engines.choice import replaying
from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Limits, Project
from ortaq.engines.choice.explaining import explain
from ortaq.engines.choice.explanation import Question, decimal
from ortaq.engines.choice.limits import Room
from ortaq.engines.choice.reference import shares as plain_shares
from ortaq.engines.choice.result import Result
from ortaq.engines.choice.spec import Comparison, Completion, RuleName, RuleSpec, Tie, Utility
from ortaq.engines.choice.ties import Ties
from tests.engines.choice.strategies import elections, specs

GREEDY = (RuleName.GREEDY, RuleName.GREEDY_NO_SKIP, RuleName.GREEDY_THRESHOLD, RuleName.GREEDY_EXCLUSIVE)


def approvals(costs: dict[str, int], ballots: dict[str, int], budget: int, **more) -> Election:
    """Projects by letter, ballots as words of letters: {"ab": 3} are three who approve a and b."""
    ids = list(costs)
    groups = tuple(Group(n, tuple(sorted(ids.index(letter) for letter in word))) for word, n in ballots.items())
    projects = tuple(Project(name, cost, name=name.upper()) for name, cost in costs.items())
    return Election(projects, BallotKind.APPROVAL, groups, budget, **more)


def fates(election: Election, spec: RuleSpec):
    return {fate.id: fate for fate in explain(election, count(election, spec)).fates}


def test_a_loser_of_equal_shares_learns_where_the_money_went():
    election = approvals({"a": 60, "b": 60}, {"ab": 6, "b": 1, "a": 3}, 100)
    told = fates(election, RuleSpec(completion=Completion.NONE))
    assert told["a"].won
    assert (told["a"].place, told["a"].effective_votes, told["a"].payment) == (1, 9, Fraction(20, 3))
    lost = told["b"]
    assert (lost.reason, lost.votes, lost.money_at_first, lost.money_left) == ("support_spent", 7, 70, 30)
    [rival] = lost.rivals
    assert (rival.project, rival.voters, rival.money) == (0, 6, 40)
    assert lost.effective_support == 3
    assert lost.nearest.question is Question.LAST_RUN
    assert lost.nearest.more_votes == 3  # three more endowments of 10 make 60; with two it is still behind a
    assert lost.nearest.cost == 30  # seven voters never beat the nine of a, so only what was left in the end helps
    assert lost.votes_needed == 10


def test_a_loser_by_votes_learns_whom_to_overtake_and_what_was_left():
    election = approvals({"a": 60, "b": 30, "c": 50}, {"a": 9, "b": 5, "c": 3}, 100)
    lost = fates(election, RuleSpec(rule=RuleName.GREEDY))["c"]
    assert (lost.reason, lost.money_left) == ("outvoted", 10)
    assert (lost.nearest.question, lost.nearest.more_votes, lost.nearest.cost) == (Question.ORDER, 7, 10)
    stopped = fates(
        approvals({"a": 60, "b": 50, "c": 30}, {"a": 9, "b": 5, "c": 3}, 100), RuleSpec(rule=RuleName.GREEDY_NO_SKIP)
    )
    assert (stopped["b"].reason, stopped["c"].reason) == ("outvoted", "stopped")
    assert stopped["c"].nearest.more_votes == 3


def test_every_exclusion_stands_in_the_fate_with_what_is_behind_it():
    election = approvals({"a": 10, "b": 10, "c": 400, "d": 10, "e": 90}, {"abc": 5, "d": 1}, 100)
    site = [replace(election.projects[number], groups=("pond",)) for number in (0, 1)]
    election = replace(
        election, projects=(*site, *election.projects[2:]), limits=Limits(minimum_votes=2, maximum_cost=300)
    )
    told = fates(election, RuleSpec(rule=RuleName.GREEDY, ties=(Tie.FILE_ORDER,)))
    assert (told["b"].reason, told["b"].because) == ("same_site", (0,))
    assert (told["c"].reason, told["c"].limit) == ("over_maximum", 300)
    assert (told["d"].reason, told["d"].limit) == ("too_few_votes", 2)
    assert told["e"].reason == "no_votes"
    assert told["b"].to_json(tuple(told))["because"] == ["a"]


def test_a_lost_tie_names_the_winner_and_the_step():
    election = approvals({"a": 60, "b": 60}, {"a": 5, "b": 5}, 100)
    told = fates(election, RuleSpec(rule=RuleName.GREEDY, ties=(Tie.FILE_ORDER,)))
    assert (told["a"].tied_with, told["a"].tie_by) == ((1,), "file-order")
    assert (told["b"].tied_with, told["b"].tie_by) == ((0,), "file-order")


def test_the_explanation_is_plain_json_in_whole_numbers_and_texts():
    election = approvals({"a": 60, "b": 60}, {"ab": 6, "b": 1, "a": 3}, 100)
    plain = explain(election, count(election, RuleSpec(completion=Completion.NONE))).to_json()
    proof.canonical(plain)
    assert plain["projects"][0]["payment"] == "6.6667"
    assert plain["projects"][1]["nearest"] == {"question": "last_run", "more_votes": 3, "cost": 30}
    assert plain["projects"][1]["rivals"] == [{"project": "a", "voters": 6, "money": 40}]


@pytest.mark.parametrize(
    ("value", "text"), [(Fraction(1, 3), "0.3333"), (Fraction(-7, 2), "-3.5000"), (Fraction(12), "12.0000")]
)
def test_decimals_are_for_reading(value, text):
    assert decimal(value) == text


def changed(election: Election, project: int, *, more: int = 0, cost: int | None = None) -> Election:
    """The election with further ballots for one project alone, or with another cost."""
    projects = list(election.projects)
    if cost is not None:
        projects[project] = replace(projects[project], cost=cost)
    groups = (*election.groups, Group(more, (project,))) if more else election.groups
    return replace(election, projects=tuple(projects), groups=groups)


def tied_last(election: Election, spec: RuleSpec, result: Result, project: int) -> RuleSpec:
    """The rule with ties as they were broken, but for the project, which loses every tie."""
    rank = Ties(election, spec, result.votes).rank
    order = sorted(range(len(rank)), key=lambda one: (one == project, rank[one]))
    return replace(spec, ties=(Tie.LOT,), lot=tuple(election.projects[one].id for one in order))


@given(st.data())
def test_the_smallest_change_in_the_last_run_is_what_counting_it_again_finds(data):
    election = data.draw(elections(kinds=(BallotKind.APPROVAL,), unequal=True))
    spec = data.draw(specs(election, rules=(RuleName.EQUAL_SHARES,)))
    spec = replace(spec, utility=data.draw(st.sampled_from((Utility.COST, Utility.CARDINALITY))), threshold=0, quota=0)
    spec = replace(spec, completion=data.draw(st.sampled_from((Completion.NONE, Completion.ADD1))))
    try:
        result = plain_shares.run(election, spec)
    except ElectionError:
        assume(False)
    assume(result.comparison != "replaced")
    for fate in explain(election, result).fates:
        if fate.won or fate.nearest is None:
            continue

        def wins(fate=fate, **change) -> bool:
            again = changed(election, fate.project, **change)
            rule = tied_last(election, spec, result, fate.project)
            return fate.project in plain_shares._Count(again, rule).once(result.endowment).winners

        more = fate.nearest.more_votes
        assert wins(more=more) if more else not wins(more=100)
        assert more in (None, 1) or not wins(more=more - 1)
        limited = election.limits.district or election.limits.category
        if not limited:
            costs = range(election.scale, fate.cost, election.scale)
            assert fate.nearest.cost == max((cost for cost in costs if wins(cost=cost)), default=None)


@given(st.data())
def test_the_smallest_change_by_votes_is_what_counting_again_finds(data):
    election = data.draw(elections(kinds=(BallotKind.APPROVAL,)))
    spec = replace(data.draw(specs(election, rules=GREEDY)), utility=Utility.COST, threshold=0, quota=0)
    try:
        result = count(election, spec)
    except ElectionError:
        assume(False)
    for fate in explain(election, result).fates:
        if fate.won or fate.nearest is None:
            continue

        def wins(fate=fate, **change) -> bool:
            rule = tied_last(election, spec, result, fate.project)
            return fate.project in count(changed(election, fate.project, **change), rule).winners

        more = fate.nearest.more_votes
        assert wins(more=more) if more else not wins(more=100)
        assert more in (None, 1) or not wins(more=more - 1)
        sought = spec.rule is not RuleName.GREEDY_NO_SKIP or fate.nearest.cost is not None
        if not (election.limits.district or election.limits.category) and fate.reason == "outvoted" and sought:
            costs = range(election.scale, fate.cost, election.scale)
            assert fate.nearest.cost == max((cost for cost in costs if wins(cost=cost)), default=None)


@given(st.data())
def test_compiled_sums_are_those_by_arrays(data):
    election = data.draw(elections(kinds=(BallotKind.APPROVAL, BallotKind.CUMULATIVE), unequal=True))
    spec = replace(data.draw(specs(election, rules=(RuleName.EQUAL_SHARES,))), comparison=Comparison.NONE)
    try:
        result = plain_shares.run(election, spec)
    except ElectionError:
        assume(False)
    with pytest.MonkeyPatch.context() as patch:
        small = replaying.Replay(election, result)
        patch.setattr(replaying, "WORTH_COMPILING", 0)
        compiled = replaying.Replay(election, result)
    for one, other in zip(small.crossings, compiled.crossings, strict=True):
        assert one.voters.tolist() == other.voters.tolist()
        assert one.money == pytest.approx(other.money)
    wanted = np.arange(len(election.projects)) % 2 == 0
    caps = np.linspace(0.5, 3, len(election.projects))
    for stage in range(small.stages):
        for one, other in zip(
            small.collected(stage, caps, wanted), compiled.collected(stage, caps, wanted), strict=True
        ):
            assert one[wanted] == pytest.approx(other[wanted])
        for project in range(len(election.projects)):
            exact, _ = small.exactly(project, stage, None)
            assert small.collected_by(project, stage, 1e9) == pytest.approx(float(exact))


@given(st.data())
def test_money_left_money_paid_and_money_at_first_add_up(data):
    election = data.draw(elections(unequal=True))
    spec = data.draw(specs(election, rules=(RuleName.EQUAL_SHARES,)))
    try:
        result = plain_shares.run(election, spec)
    except ElectionError:
        assume(False)
    told = explain(election, result)
    assert len(told.fates) == len(election.projects)
    room = Room(election)
    for one in result.rounds:
        room.take(one.winner)
    for fate in told.fates:
        assert fate.won == (fate.project in result.winners)
        if not fate.won and fate.money_left is not None and result.comparison != "replaced" and len(fate.rivals) < 5:
            paid = sum(rival.money for rival in fate.rivals)
            assert abs(fate.money_at_first - paid - fate.money_left) <= 2 + len(fate.rivals)


@given(st.data())
def test_every_rule_can_be_explained(data):
    election = data.draw(elections())
    spec = data.draw(specs(election))
    try:
        result = count(election, spec)
    except ElectionError:
        assume(False)
    told = explain(election, result)
    proof.canonical(told.to_json())
    assert [fate.id for fate in told.fates if fate.won] == [
        project.id for number, project in enumerate(election.projects) if number in result.winners
    ]


def test_at_a_lower_cost_a_project_comes_before_a_rival_of_its_site_that_won_after_it():
    projects = (Project("A", 1), Project("B", 1, groups=("pond",)), Project("C", 4, groups=("pond",)))
    groups = (Group(1, (0, 1)), Group(2, (0, 2)))
    election = Election(projects, BallotKind.APPROVAL, groups, budget=4)
    result = count(election, RuleSpec(rule=RuleName.GREEDY, utility=Utility.COST, ties=(Tie.FILE_ORDER,)))
    assert result.winners == (0, 1)
    nearest = explain(election, result).fates[2].nearest
    assert nearest is not None
    assert nearest.cost == 3, "C has more votes than B, whose site it shares: 3 are left at its turn"
