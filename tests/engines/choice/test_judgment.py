"""Majority judgment: the median decides, then the medians of what is left, and the budget is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Project
from ortaq.engines.choice.judgment import compare, runs_of
from ortaq.engines.choice.reference import judgment as reference
from ortaq.engines.choice.spec import Eligibility, RuleName, RuleSpec, Tie
from tests.engines.choice.strategies import elections, specs

JUDGMENT = RuleSpec(rule=RuleName.MAJORITY_JUDGMENT, ties=(Tie.FILE_ORDER,))
GRADED = (BallotKind.SCORING, BallotKind.APPROVAL)


@given(st.data())
def test_the_engine_and_the_plain_reference_agree(data: st.DataObject) -> None:
    election = data.draw(elections(kinds=GRADED))
    spec = data.draw(specs(election, rules=(RuleName.MAJORITY_JUDGMENT,)))
    assert list(count(election, spec).winners) == reference.winners(election, spec)


@given(
    st.integers(1, 12).flatmap(lambda size: st.tuples(*[st.lists(st.integers(0, 3), min_size=size, max_size=size)] * 2))
)
def test_comparing_runs_is_comparing_medians_taken_out_one_by_one(pair: tuple[list[int], list[int]]) -> None:
    def value(grades: list[int]) -> list[int]:
        left = sorted(grades)
        return [left.pop((len(left) - 1) // 2) for _ in range(len(left))]

    def runs(grades: list[int]) -> list[tuple[int, int, int]]:
        return runs_of([(grade, grades.count(grade)) for grade in sorted(set(grades))])

    one, other = pair
    expected = (value(one) > value(other)) - (value(one) < value(other))
    assert compare(runs(one), runs(other)) == expected
    spread = [grade for times, *both in runs(one) for grade in both * times]
    middle, rest = spread[0], spread[2:]
    assert [middle, *(rest[:-1] if len(one) % 2 == 0 else rest)] == value(one)


def scoring(grades: dict[str, list[int]], budget: int, cost: int = 10) -> Election:
    """An election in which every voter grades every project."""
    voters = len(next(iter(grades.values())))
    return Election(
        projects=tuple(Project(name, cost) for name in grades),
        kind=BallotKind.SCORING,
        groups=tuple(
            Group(1, tuple(range(len(grades))), tuple(marks[voter] for marks in grades.values()))
            for voter in range(voters)
        ),
        budget=budget,
    )


def test_the_median_decides_and_not_the_mean() -> None:
    election = scoring({"loved by few": [5, 5, 0, 0, 0], "liked by most": [2, 2, 2, 0, 0]}, budget=10)
    assert count(election, JUDGMENT).winners == (1,)


def test_equal_medians_are_taken_out_until_the_rest_differs() -> None:
    election = scoring({"a": [1, 3, 3], "b": [2, 3, 3], "c": [2, 3, 5]}, budget=20)
    assert count(election, JUDGMENT).winners == (2, 1)


def test_who_gives_no_grade_gives_the_lowest() -> None:
    election = Election(
        projects=(Project("a", 10), Project("b", 10)),
        kind=BallotKind.SCORING,
        groups=(Group(2, (0,), (5,)), Group(3, (0, 1), (0, 1))),
        budget=10,
    )
    assert count(election, JUDGMENT).winners == (1,)


def test_empty_ballots_judge_only_if_they_may() -> None:
    election = Election(
        projects=(Project("a", 10), Project("b", 10)),
        kind=BallotKind.SCORING,
        groups=(Group(3, (0,), (4,)), Group(2, (1,), (5,)), Group(2, ())),
        budget=10,
    )
    with_all = RuleSpec(rule=RuleName.MAJORITY_JUDGMENT, ties=(Tie.FILE_ORDER,), eligibility=Eligibility.ALL)
    with_some = RuleSpec(rule=RuleName.MAJORITY_JUDGMENT, ties=(Tie.FILE_ORDER,), eligibility=Eligibility.NON_EMPTY)
    assert count(election, with_all).winners == (0,)
    assert count(election, with_some).winners == (0,)
    assert reference.majority_value(election, with_all, 0)[0] == 0
    assert reference.majority_value(election, with_some, 0)[0] == 4


def test_what_does_not_fit_is_passed_over() -> None:
    election = Election(
        projects=(Project("a", 8), Project("b", 5), Project("c", 2)),
        kind=BallotKind.SCORING,
        groups=(Group(1, (0, 1, 2), (3, 2, 1)),),
        budget=10,
    )
    result = count(election, JUDGMENT)
    assert result.winners == (0, 2)
    assert {one.phase for one in result.rounds} == {"judgment"}


@given(st.data())
def test_two_grades_give_the_order_of_votes(data: st.DataObject) -> None:
    election = data.draw(elections(kinds=(BallotKind.APPROVAL,)))
    greedy = RuleSpec(rule=RuleName.GREEDY, ties=JUDGMENT.ties)
    assert count(election, JUDGMENT).winners == count(election, greedy).winners


@pytest.mark.parametrize("kind", [BallotKind.CUMULATIVE, BallotKind.CHOOSE_1, BallotKind.ORDINAL])
def test_ballots_without_grades_are_refused(kind: BallotKind) -> None:
    points = (1,) if kind is BallotKind.CUMULATIVE else ()
    election = Election((Project("a", 1),), kind, (Group(1, (0,), points),), 1)
    with pytest.raises(ElectionError, match="needs grades") as refused:
        count(election, JUDGMENT)
    assert refused.value.code == "not_graded"
