"""Equal Shares told round by round: what supporters pay, what ties and limits do, and when whole numbers decide."""

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest

from ortaq.engines.choice import shares
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Limits, Project
from ortaq.engines.choice.result import TieBreak
from ortaq.engines.choice.shares.arena import lay_out
from ortaq.engines.choice.shares.exact import Ledger
from ortaq.engines.choice.shares.search import Search
from ortaq.engines.choice.spec import Comparison, Completion, Eligibility, RuleSpec, Stop, Tie, Utility

ONCE = RuleSpec(completion=Completion.NONE, ties=(Tie.CHEAPEST, Tie.VOTES, Tie.FILE_ORDER))


def town(costs: dict[str, int], ballots: list[tuple[int, str]], budget: int, **limits: object) -> Election:
    """A town whose projects are letters and whose ballots are words."""
    names = list(costs)
    return Election(
        projects=tuple(Project(name, cost) for name, cost in costs.items()),
        kind=BallotKind.APPROVAL,
        groups=tuple(Group(weight, tuple(sorted(names.index(name) for name in word))) for weight, word in ballots),
        budget=budget,
        limits=Limits(**limits),  # type: ignore[arg-type]  # the tests give whole numbers and mappings by name
    )


def test_who_has_less_pays_all_she_has_and_the_others_pay_the_rest() -> None:
    # Ten each. A costs all four voters 6; then B needs 14: the first two have 4 left, the fifth and sixth their 10.
    election = town({"A": 24, "B": 14}, [(2, "AB"), (2, "A"), (1, "B"), (1, "")], budget=60)
    first, second = shares.run(election, ONCE).rounds
    assert (first.payment, first.price, first.effective_votes) == (6, Fraction(6, 24), 4)
    assert (second.payment, second.price, second.effective_votes) == (6, Fraction(6, 14), Fraction(14, 6))


def test_a_project_its_supporters_can_pay_to_the_last_coin_wins() -> None:
    election = town({"A": 30, "B": 31}, [(3, "A"), (3, "B")], budget=60)
    assert shares.run(election, ONCE).winners == (0,)


def test_a_project_that_costs_the_whole_budget_wins_if_all_want_it() -> None:
    assert shares.run(town({"A": 7}, [(3, "A")], budget=7), ONCE).winners == (0,)


def test_voters_with_nothing_to_give_do_not_share_the_budget_if_the_rule_says_so() -> None:
    election = town({"A": 5}, [(1, "A"), (1, "")], budget=8)
    assert shares.run(election, ONCE).winners == ()
    assert shares.run(election, replace(ONCE, eligibility=Eligibility.NON_EMPTY)).winners == (0,)


def test_a_tie_is_told_with_the_step_that_broke_it() -> None:
    election = town({"A": 10, "B": 8, "C": 8}, [(2, "A"), (2, "B"), (2, "C")], budget=60)
    first, second, third = shares.run(election, ONCE).rounds
    assert first.tie == TieBreak(projects=(0, 1, 2), winner=1, by="file-order")
    assert second.tie == TieBreak(projects=(0, 2), winner=2, by="cheapest")
    assert third.tie is None


def test_ties_known_without_counting_need_no_whole_numbers() -> None:
    election = town({"A": 9, "B": 9, "C": 9}, [(2, "AB"), (2, "C")], budget=40)
    result = shares.run(election, ONCE)
    assert len(result.winners) == 3
    assert result.fallbacks == 0, "A and B are twins; C has as many voters, all of whom can pay in full"


def test_ties_that_come_out_of_different_payments_are_seen_in_whole_numbers() -> None:
    # After A and B, one supporter of C and one of D have a third less, by different ways to the very same sum.
    election = town(
        {"A": 3, "B": 3, "C": 17, "D": 17},
        [(1, "AC"), (2, "A"), (1, "BD"), (2, "B"), (1, "C"), (1, "D")],
        budget=72,
    )
    result = shares.run(election, ONCE)
    assert result.winners == (0, 1, 2, 3)
    assert result.rounds[2].tie == TieBreak(projects=(2, 3), winner=2, by="file-order")
    assert result.fallbacks == 2, "the tie of C and D, then D alone, which takes its supporters' last coin"


def test_a_limit_shuts_out_the_rest_of_its_district_in_every_run() -> None:
    election = town({"A": 10, "B": 10, "C": 10}, [(3, "A"), (2, "B"), (1, "C")], budget=30, district={"north": 15})
    north = tuple(replace(project, district="north" if project.id in "AB" else "") for project in election.projects)
    result = shares.run(
        replace(election, projects=north), replace(ONCE, completion=Completion.ADD1, stop=Stop.OVERSPEND)
    )
    assert result.winners == (0, 2)
    assert [(one.project, one.code) for one in result.exclusions] == [(1, "district_limit")]


def test_the_outcome_greedy_gives_replaces_this_one_when_more_voters_gain_by_it() -> None:
    election = town({"A": 30, "B": 5, "C": 5}, [(4, "A"), (1, "B"), (1, "C"), (1, "AB")], budget=35)
    spec = replace(ONCE, comparison=Comparison.GREEDY)
    alone, compared = shares.run(election, ONCE), shares.run(election, spec)
    assert alone.winners == (1, 2)
    assert compared.comparison == "replaced"
    assert compared.winners == (0, 1)
    assert {one.phase for one in compared.rounds} == {"greedy"}


def test_more_is_paid_for_more_points() -> None:
    election = Election(
        projects=(Project("A", 9),),
        kind=BallotKind.SCORING,
        groups=(Group(1, (0,), (2,)), Group(1, (0,), (1,)), Group(1, (0,), (0,))),
        budget=24,
    )
    (only,) = shares.run(election, replace(ONCE, utility=Utility.POINTS)).rounds
    assert (only.price, only.payment) == (3, 6)


def test_a_million_steps_are_passed_over_in_a_few_ranges() -> None:
    election = town({"A": 2_000_000, "B": 900_000}, [(1, "A"), (1, "B"), (1, "")], budget=2_400_000)
    search = Search(lay_out(election, replace(ONCE, completion=Completion.ADD1, stop=Stop.OVERSPEND)))
    endowment = search.add1()
    assert (endowment, search.once(endowment)) == (1_999_999, (1,))
    assert search.runs > 1_000_000
    assert search.attempts < 200


def test_the_ledger_knows_what_every_voter_holds() -> None:
    election = town({"A": 10, "B": 12}, [(3, "AB"), (1, "B")], budget=40)
    ledger = Ledger(lay_out(election, ONCE), Fraction(10))
    assert ledger.pay(0) == (Fraction(10, 3), Fraction(10, 3))
    assert ledger.price(1) == 3
    assert ledger.pay(1) == (3, 3)
    assert ledger.price(0) == Fraction(10, 3), "three voters with eleven thirds each could pay it once more"


def test_money_beyond_what_floats_hold_exactly_is_refused() -> None:
    with pytest.raises(ElectionError, match="minor units"):
        shares.run(town({"A": 2**60}, [(1, "A")], budget=2**61), ONCE)


def test_a_small_election_is_counted_without_loading_numba() -> None:
    program = """
import sys
from ortaq.engines.choice import shares
from ortaq.engines.choice.election import *
from ortaq.engines.choice.spec import *
election = Election((Project("A", 2),), BallotKind.APPROVAL, (Group(3, (0,)),), 3)
assert shares.run(election, RuleSpec()).winners == (0,)
sys.exit("numba" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
