"""Phragmén's rule: voters earn at one rate, and what is bought first is what enough of them can pay first."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Project
from ortaq.engines.choice.reference import phragmen as reference
from ortaq.engines.choice.result import Exclusion
from ortaq.engines.choice.spec import RuleName, RuleSpec, Stop, Tie
from tests.engines.choice.strategies import elections, specs


def phragmen(**more: object) -> RuleSpec:
    return RuleSpec(rule=RuleName.PHRAGMEN, **more)  # type: ignore[arg-type]  # a test names the fields it needs


def approvals(costs: list[int], ballots: list[tuple[int, tuple[int, ...]]], budget: int) -> Election:
    return Election(
        projects=tuple(Project(f"p{number}", cost) for number, cost in enumerate(costs)),
        kind=BallotKind.APPROVAL,
        groups=tuple(Group(weight, choices) for weight, choices in ballots),
        budget=budget,
    )


@given(st.data())
def test_the_engine_and_the_plain_reference_agree(data: st.DataObject) -> None:
    election = data.draw(elections(unequal=True))
    spec = data.draw(specs(election, rules=(RuleName.PHRAGMEN,)))
    result = count(election, spec)
    assert [(one.winner, one.price) for one in result.rounds] == reference.winners(election, spec)
    assert result.winners == tuple(one.winner for one in result.rounds)
    assert result.spent == sum(election.projects[winner].cost for winner in result.winners) <= election.budget
    excluded = [exclusion.project for exclusion in result.exclusions]
    assert len(set(excluded)) == len(excluded)
    assert not set(excluded) & set(result.winners)


def test_who_has_paid_starts_anew() -> None:
    """6 voters want p0 and p1, 3 want p2: p0 at 10/6, then p2 at 10/3 just as the six can pay again."""
    election = approvals([10, 10, 10], [(6, (0, 1)), (3, (2,))], 20)
    result = count(election, phragmen(ties=(Tie.FILE_ORDER,)))
    assert [(one.winner, one.price) for one in result.rounds] == [(0, Fraction(10, 6)), (1, Fraction(10, 3))]
    assert result.rounds[1].tie is not None
    assert result.rounds[1].tie.projects == (1, 2)
    assert count(election, phragmen(lot=("p0", "p2", "p1"))).winners == (0, 1)  # the votes of p1 decide before the lot


def test_the_round_says_what_a_supporter_paid() -> None:
    """Who paid for p0 at 2 has earned 4 more by 6, who had not paid has earned 6: together the cost of p1."""
    result = count(approvals([10, 10], [(4, (0,)), (1, (0, 1)), (1, (1,))], 20), phragmen())
    second = result.rounds[1]
    assert (second.price, second.payment, second.effective_votes) == (6, 6, Fraction(10, 6))


def test_what_no_longer_fits_is_passed_over_or_ends_the_count() -> None:
    election = approvals([60, 50, 40], [(9, (0,)), (7, (1,)), (1, (2,))], 100)
    assert count(election, phragmen()).winners == (0, 2)
    assert count(election, phragmen(stop=Stop.OVERSPEND)).winners == (0,)


def test_a_larger_share_earns_faster() -> None:
    election = Election(
        projects=(Project("a", 30), Project("b", 30)),
        kind=BallotKind.APPROVAL,
        groups=(Group(2, (0,)), Group(1, (1,), endowment=3)),
        budget=30,
    )
    result = count(election, phragmen())
    assert result.winners == (1,)
    assert result.rounds[0].payment == 30


def test_supporters_without_any_share_never_pay() -> None:
    election = Election(
        projects=(Project("a", 30), Project("b", 30)),
        kind=BallotKind.APPROVAL,
        groups=(Group(9, (0,), endowment=0), Group(1, (1,))),
        budget=60,
    )
    assert count(election, phragmen()).winners == (1,)


def test_a_ranking_and_points_above_none_are_approvals() -> None:
    projects = (Project("a", 60), Project("b", 60))
    ranked = Election(projects, BallotKind.ORDINAL, (Group(2, (1, 0)), Group(1, (0,))), 60)
    assert count(ranked, phragmen()).winners == (0,)
    pointed = Election(projects, BallotKind.SCORING, (Group(2, (0, 1), (9, 0)), Group(3, (1,), (1,))), 60)
    assert count(pointed, phragmen()).winners == (1,)


def test_of_one_site_only_the_first_wins_and_the_other_names_its_rival() -> None:
    election = Election(
        projects=(Project("a", 10, groups=("pond",)), Project("b", 10, groups=("pond",)), Project("c", 10)),
        kind=BallotKind.APPROVAL,
        groups=(Group(3, (0, 1)), Group(1, (0,)), Group(1, (2,))),
        budget=30,
    )
    result = count(election, phragmen())
    assert result.winners == (0, 2)
    assert result.exclusions == (Exclusion(1, "same_site", (0,)),)


def test_a_tie_that_matters_needs_its_lot() -> None:
    with pytest.raises(ElectionError) as refused:
        count(approvals([5, 5], [(1, (0,)), (1, (1,))], 5), phragmen())
    assert refused.value.code == "lot_needed"


@pytest.mark.parametrize("rule", [RuleName.PHRAGMEN, RuleName.MAXIMIN_SUPPORT])
def test_shares_beyond_any_machine_number_are_refused(rule: RuleName) -> None:
    election = Election((Project("a", 5),), BallotKind.APPROVAL, (Group(10**10, (0,), endowment=10**10),), 5)
    with pytest.raises(ElectionError) as refused:
        count(election, RuleSpec(rule=rule))
    assert refused.value.code == "too_large"
