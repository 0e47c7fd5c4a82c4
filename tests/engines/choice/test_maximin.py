"""The maximin support method: loads are shared out anew after every election, so that nobody carries more than needs be."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Limits, Project
from ortaq.engines.choice.reference import maximin as reference
from ortaq.engines.choice.result import Exclusion
from ortaq.engines.choice.spec import RuleName, RuleSpec, Stop
from tests.engines.choice.strategies import elections, specs


def maximin(**more: object) -> RuleSpec:
    return RuleSpec(rule=RuleName.MAXIMIN_SUPPORT, **more)  # type: ignore[arg-type]  # a test names the fields it needs


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
    spec = data.draw(specs(election, rules=(RuleName.MAXIMIN_SUPPORT,)))
    result = count(election, spec)
    assert [(one.winner, one.price) for one in result.rounds] == reference.winners(election, spec)
    assert result.winners == tuple(one.winner for one in result.rounds)
    assert result.spent == sum(election.projects[winner].cost for winner in result.winners) <= election.budget
    excluded = [exclusion.project for exclusion in result.exclusions]
    assert len(set(excluded)) == len(excluded)
    assert not set(excluded) & set(result.winners)


def test_a_load_is_moved_away_from_those_who_are_needed_elsewhere() -> None:
    """The voter of p0 alone takes all its cost when the others have p1 to carry: nobody carries more than 15."""
    election = approvals([15, 30], [(2, (0, 1)), (1, (0,))], 45)
    result = count(election, maximin())
    assert [(one.winner, one.price) for one in result.rounds] == [(0, 5), (1, 15)]
    assert result.rounds[1].effective_votes == 2


def test_a_cost_beyond_64_bits_is_counted_all_the_same() -> None:
    much = 10**14
    election = approvals([15 * much // 100, 30 * much // 100], [(2 * much, (0, 1)), (much, (0,))], much)
    assert [one.price for one in count(election, maximin()).rounds] == [Fraction(5, 100), Fraction(15, 100)]


def test_what_no_longer_fits_is_passed_over_or_ends_the_count() -> None:
    election = approvals([60, 50, 40], [(9, (0,)), (7, (1,)), (1, (2,))], 100)
    assert count(election, maximin()).winners == (0, 2)
    assert count(election, maximin(stop=Stop.OVERSPEND)).winners == (0,)


def test_supporters_without_any_share_carry_nothing() -> None:
    election = Election(
        projects=(Project("a", 30), Project("b", 30), Project("c", 30)),
        kind=BallotKind.APPROVAL,
        groups=(Group(9, (0,), endowment=0), Group(9, (1, 2), endowment=0), Group(1, (1,)), Group(2, (2,))),
        budget=90,
    )
    assert [(one.winner, one.price) for one in count(election, maximin()).rounds] == [(2, 15), (1, 30)]


def test_a_district_spends_no_more_than_its_limit() -> None:
    election = Election(
        projects=(Project("a", 30, district="Medeu"), Project("b", 30, district="Medeu"), Project("c", 30)),
        kind=BallotKind.APPROVAL,
        groups=(Group(3, (0,)), Group(2, (1,)), Group(1, (2,))),
        budget=90,
        limits=Limits(district={"Medeu": 59}),
    )
    result = count(election, maximin())
    assert result.winners == (0, 2)
    assert result.exclusions == (Exclusion(1, "district_limit", ("Medeu",)),)


def test_a_tie_that_matters_needs_its_lot() -> None:
    with pytest.raises(ElectionError) as refused:
        count(approvals([5, 5], [(1, (0,)), (1, (1,))], 5), maximin())
    assert refused.value.code == "lot_needed"
