"""By votes: what fits is taken, what does not is passed over or ends the count, and limits hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Limits, Project
from ortaq.engines.choice.reference import greedy as reference
from ortaq.engines.choice.result import Exclusion
from ortaq.engines.choice.spec import RuleName, RuleSpec, Tie, Utility
from tests.engines.choice.strategies import elections, specs

RULES = (RuleName.GREEDY, RuleName.GREEDY_NO_SKIP, RuleName.GREEDY_THRESHOLD, RuleName.GREEDY_EXCLUSIVE)


def approvals(costs: list[int], votes: list[int], budget: int, **more: object) -> Election:
    """An election in which project k has votes[k] ballots of its own."""
    return Election(
        projects=tuple(Project(id=f"p{number}", cost=cost) for number, cost in enumerate(costs)),
        kind=BallotKind.APPROVAL,
        groups=tuple(Group(weight=weight, choices=(number,)) for number, weight in enumerate(votes) if weight),
        budget=budget,
        **more,  # type: ignore[arg-type]  # a test names the fields it needs
    )


def greedy(rule: RuleName = RuleName.GREEDY, **more: object) -> RuleSpec:
    """A greedy rule."""
    return RuleSpec(rule=rule, **more)  # type: ignore[arg-type]  # as above


@given(st.data())
def test_the_engine_and_the_plain_reference_agree(data: st.DataObject) -> None:
    election = data.draw(elections())
    spec = data.draw(specs(election, rules=RULES))
    result = count(election, spec)
    assert list(result.winners) == reference.winners(election, spec)
    assert result.spent == sum(election.projects[winner].cost for winner in result.winners) <= election.budget
    assert result.votes == tuple(reference.votes(election, number) for number in range(len(election.projects)))
    excluded = [exclusion.project for exclusion in result.exclusions]
    assert len(set(excluded)) == len(excluded)
    assert not set(excluded) & set(result.winners)


def test_a_project_that_no_longer_fits_is_passed_over() -> None:
    assert count(approvals([60, 50, 40], [9, 8, 7], 100), greedy()).winners == (0, 2)


def test_without_skipping_the_first_that_does_not_fit_ends_the_count() -> None:
    assert count(approvals([60, 50, 40], [9, 8, 7], 100), greedy(RuleName.GREEDY_NO_SKIP)).winners == (0,)


def test_a_project_of_exactly_the_budget_wins() -> None:
    assert count(approvals([100, 1], [9, 8], 100), greedy()).winners == (0,)


def test_a_project_dearer_than_the_budget_never_ran_and_ends_nothing() -> None:
    result = count(approvals([101, 40], [9, 8], 100), greedy(RuleName.GREEDY_NO_SKIP))
    assert result.winners == (1,)
    assert result.exclusions == (Exclusion(0, "over_budget", (100,)),)


def test_below_the_threshold_nobody_wins_and_at_it_one_does() -> None:
    result = count(approvals([10, 10], [50, 49], 100), greedy(RuleName.GREEDY_THRESHOLD, threshold=50))
    assert result.winners == (0,)
    assert result.exclusions == (Exclusion(1, "below_threshold", (50,)),)


def test_of_one_site_only_the_first_wins_and_the_other_names_its_rival() -> None:
    election = Election(
        projects=(Project("a", 10, groups=("pond",)), Project("b", 10, groups=("pond",)), Project("c", 10)),
        kind=BallotKind.APPROVAL,
        groups=(Group(3, (0, 1)), Group(1, (0,)), Group(1, (2,))),
        budget=30,
    )
    result = count(election, greedy(RuleName.GREEDY_EXCLUSIVE))
    assert result.winners == (0, 2)
    assert result.exclusions == (Exclusion(1, "same_site", (0,)),)


def test_a_district_spends_no_more_than_its_limit() -> None:
    election = Election(
        projects=(Project("a", 30, district="Medeu"), Project("b", 30, district="Medeu"), Project("c", 30)),
        kind=BallotKind.APPROVAL,
        groups=(Group(3, (0,)), Group(2, (1,)), Group(1, (2,))),
        budget=90,
        limits=Limits(district={"Medeu": 59}),
    )
    result = count(election, greedy())
    assert result.winners == (0, 2)
    assert result.exclusions == (Exclusion(1, "district_limit", ("Medeu",)),)


def test_a_project_of_two_categories_is_charged_to_both() -> None:
    election = Election(
        projects=(Project("a", 30, categories=("parks", "lighting")), Project("b", 30, categories=("lighting",))),
        kind=BallotKind.APPROVAL,
        groups=(Group(3, (0,)), Group(2, (1,))),
        budget=90,
        limits=Limits(category={"parks": 30, "lighting": 50}),
    )
    assert count(election, greedy()).exclusions == (Exclusion(1, "category_limit", ("lighting",)),)


@pytest.mark.parametrize(
    ("project", "limits", "code"),
    [
        (Project("a", 5, withdrawn=True), Limits(), "withdrawn"),
        (Project("a", 0), Limits(), "no_cost"),
        (Project("a", 5), Limits(maximum_cost=4), "over_maximum"),
        (Project("a", 5), Limits(minimum_votes=4), "too_few_votes"),
    ],
)
def test_a_project_that_may_not_run_is_shown_with_its_rule(project: Project, limits: Limits, code: str) -> None:
    election = Election((project,), BallotKind.APPROVAL, (Group(3, (0,)),), 10, limits=limits)
    result = count(election, greedy())
    assert result.winners == ()
    assert [exclusion.code for exclusion in result.exclusions] == [code]
    assert result.votes == (3,)


def test_a_tie_that_matters_needs_its_lot() -> None:
    election = approvals([60, 60], [5, 5], 100)
    with pytest.raises(ElectionError, match="the lot must be drawn") as refused:
        count(election, greedy())
    assert refused.value.code == "lot_needed"
    result = count(election, greedy(lot=("p1", "p0")))
    assert result.winners == (1,)
    assert result.rounds[0].tie is not None
    assert result.rounds[0].tie.by == Tie.LOT


def test_equal_projects_that_all_fit_are_no_tie() -> None:
    result = count(approvals([50, 50], [5, 5], 100), greedy())
    assert result.winners == (0, 1)
    assert [one.tie for one in result.rounds] == [None, None]


def test_the_cheaper_of_equals_wins_and_the_round_says_so() -> None:
    tie = count(approvals([70, 60], [5, 5], 100), greedy()).rounds[0].tie
    assert tie is not None
    assert (tie.winner, tie.by, tie.projects) == (1, Tie.CHEAPEST, (0, 1))


def test_points_count_when_points_are_asked_for() -> None:
    election = Election(
        projects=(Project("a", 60), Project("b", 60)),
        kind=BallotKind.CUMULATIVE,
        groups=(Group(2, (0, 1), (1, 0)), Group(1, (1,), (3,))),
        budget=100,
    )
    assert count(election, greedy()).winners == (0,)
    assert count(election, greedy(utility=Utility.POINTS)).winners == (1,)


def test_a_ranking_gives_borda_points_from_the_length_allowed() -> None:
    election = Election(
        projects=(Project("a", 60), Project("b", 60)),
        kind=BallotKind.ORDINAL,
        groups=(Group(3, (1, 0)), Group(2, (0,))),
        budget=100,
        meta={"max_length": "2"},
    )
    assert count(election, greedy(utility=Utility.POINTS)).winners == (0,)


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        (greedy(step=0), "step"),
        (greedy(threshold=-1), "threshold"),
        (greedy(lot=("p0", "p0")), "lot"),
        (greedy(lot=("p0", "stranger")), "lot"),
        (greedy(lot=("p0",)), "lot"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(spec: RuleSpec, code: str) -> None:
    with pytest.raises(ElectionError) as refused:
        count(approvals([1, 1], [1, 1], 9), spec)
    assert refused.value.code == code


def test_an_election_that_contradicts_itself_is_refused() -> None:
    one = (Project("a", 5),)
    wrong = {
        "no_budget": Election(one, BallotKind.APPROVAL, (Group(1, (0,)),), 0),
        "no_projects": Election((), BallotKind.APPROVAL, (Group(1, ()),), 9),
        "repeated_project": Election(one * 2, BallotKind.APPROVAL, (Group(1, ()),), 9),
        "negative_cost": Election((Project("a", -5),), BallotKind.APPROVAL, (Group(1, (0,)),), 9),
        "no_votes": Election(one, BallotKind.APPROVAL, (), 9),
        "weight": Election(one, BallotKind.APPROVAL, (Group(0, (0,)),), 9),
        "endowment": Election(one, BallotKind.APPROVAL, (Group(1, (0,), endowment=-1),), 9),
        "unknown_project": Election(one, BallotKind.APPROVAL, (Group(1, (1,)),), 9),
        "repeated_choice": Election(one, BallotKind.APPROVAL, (Group(1, (0, 0)),), 9),
        "points_differ": Election(one, BallotKind.SCORING, (Group(1, (0,)),), 9),
        "negative_points": Election(one, BallotKind.SCORING, (Group(1, (0,), (-1,)),), 9),
        "too_large": Election((Project("a", 10**16),), BallotKind.APPROVAL, (Group(1, (0,)),), 9),
        "scale": Election(one, BallotKind.APPROVAL, (Group(1, (0,)),), 9, scale=0),
    }
    for code, election in wrong.items():
        with pytest.raises(ElectionError) as refused:
            count(election, greedy())
        assert refused.value.code == code
