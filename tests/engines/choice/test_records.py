"""The record of a count: the same case however ballots came in, the same outcome on every machine, the lot in public."""

import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ortaq.engines import lot, proof
from ortaq.engines.choice import records
from ortaq.engines.choice.counting import count
from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Group, Project
from ortaq.engines.choice.spec import RuleName, RuleSpec, Tie
from ortaq.engines.proof import CaseError
from tests.engines.choice.strategies import elections, specs
from tests.site.test_settings import ROOT

MADE_AT = "2027-03-01T18:00:00+05:00"
CHEAP = (RuleName.GREEDY, RuleName.GREEDY_NO_SKIP, RuleName.EQUAL_SHARES)
ELECTION = Election(
    projects=(Project("a", 60, "Ауыз су"), Project("b", 60), Project("c", 40)),
    kind=BallotKind.APPROVAL,
    groups=(Group(5, (0, 2)), Group(5, (1,)), Group(1, ())),
    budget=100,
)
GREEDY = RuleSpec(rule=RuleName.GREEDY, ties=(Tie.LOT,))


def record(case, seed=""):
    return proof.make_record(rule="choice.count", version=1, case=case, seed=seed, made_at=MADE_AT)


def test_a_record_is_recomputed_by_its_rule():
    made = record(records.case_of(ELECTION, GREEDY), seed="drawn in the hall")
    assert proof.verify(made) == []
    order = lot.shuffled(["a", "b", "c"], "drawn in the hall")
    assert made["outcome"]["lot"] == order
    assert made["outcome"]["winners"][0] == order[0] if order[0] != "c" else order[1]
    assert made["outcome"]["votes"] == [5, 5, 5]


def test_a_seed_decides_a_tie_and_another_seed_may_decide_otherwise():
    case = records.case_of(ELECTION, replace(GREEDY, ties=(Tie.COSTLIEST, Tie.LOT)))
    winners = {tuple(proof.decide("choice.count", 1, case, f"seed {n}")["winners"]) for n in range(20)}
    assert winners == {("a", "c"), ("b", "c")}


def test_a_tie_without_a_seed_is_refused_by_name():
    with pytest.raises(CaseError, match="a, b, c are tied"):
        record(records.case_of(ELECTION, GREEDY))
    spec = replace(GREEDY, ties=(Tie.COSTLIEST, Tie.LOT), lot=("b", "c", "a"))
    assert record(records.case_of(ELECTION, spec))["outcome"]["winners"] == ["b", "c"]
    with pytest.raises(CaseError, match="names its lot already"):
        record(records.case_of(ELECTION, spec), seed="x")


def test_the_order_of_voting_is_not_seen():
    case = records.case_of(ELECTION, GREEDY)
    parts = (Group(1, (1,)), Group(2, (0, 2)), Group(1, ()), Group(4, (1,)), Group(3, (0, 2)))
    assert records.case_of(replace(ELECTION, groups=parts), GREEDY) == case
    assert case["ballots"] == [
        {"choices": [], "weight": 1},
        {"choices": ["a", "c"], "weight": 5},
        {"choices": ["b"], "weight": 5},
    ]


def test_points_are_written_in_the_order_of_the_projects():
    groups = (Group(1, (2, 0), (7, 3)), Group(2, (0, 2), (3, 7), endowment=2))
    case = records.case_of(replace(ELECTION, kind=BallotKind.CUMULATIVE, groups=groups), GREEDY)
    assert case["ballots"] == [
        {"choices": ["a", "c"], "weight": 1, "points": [3, 7]},
        {"choices": ["a", "c"], "weight": 2, "points": [3, 7], "endowment": 2},
    ]


@given(st.data())
def test_the_election_of_a_case_counts_as_the_election_itself(data):
    election = data.draw(elections(unequal=True))
    spec = data.draw(specs(election, rules=CHEAP))
    case = json.loads(proof.canonical(records.case_of(election, spec)))
    again, rule = records.read_case(case)
    assert rule == spec
    assert records.case_of(again, rule) == case
    assert records.differences(case, election) == []
    try:
        outcome = records.outcome_of(election, count(election, spec))
    except ElectionError:
        with pytest.raises(CaseError):
            record(case)
        assume(False)
    assert record(case)["outcome"] == outcome


def test_what_differs_from_a_file_is_named():
    case = records.case_of(ELECTION, GREEDY)
    assert records.differences(case, replace(ELECTION, budget=101, groups=ELECTION.groups[:2])) == ["ballots", "budget"]


def test_the_outcome_says_nothing_that_depends_on_the_machine():
    result = count(ELECTION, replace(GREEDY, lot=("a", "b", "c")))
    assert records.outcome_of(ELECTION, replace(result, fallbacks=9, runs=77)) == records.outcome_of(ELECTION, result)


def test_a_fraction_longer_than_python_writes_is_written_all_the_same():
    text = records.ratio(Fraction(10**9001 + 7, 3))
    assert text == "1" + "0" * 9000 + "7/3"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"voters": 3}, "not known \\['voters'\\]"),
        ({"budget": "100"}, "must be a whole number"),
        ({"budget": True}, "must be a whole number"),
        ({"budget": 0}, "must be above 0"),
        ({"kind": "shouting"}, "another shape"),
        ({"projects": [{"id": "a"}]}, "missing"),
        ({"projects": 7}, "another shape"),
        ({"ballots": [{"choices": ["z"], "weight": 1}]}, "'z', which is not a project"),
        ({"ballots": [{"choices": ["a"], "weight": 0}]}, "must be 1 or more"),
        ({"ballots": [{"choices": ["a"], "weight": 1, "name": "Asel"}]}, "not known \\['name'\\]"),
        ({"ballots": []}, "no ballot"),
        ({"rule": {"rule": "greedy"}}, "names every option once"),
        ({"rule": {"rule": "whim"}}, "must be one of"),
    ],
)
def test_a_case_of_another_shape_is_refused_with_a_sentence(change, sentence):
    with pytest.raises(CaseError, match=sentence):
        record(records.case_of(ELECTION, replace(GREEDY, lot=("a", "b", "c"))) | change)


def test_recomputing_a_count_loads_no_jury_and_no_django():
    program = (
        "import sys\nfrom ortaq.engines import proof\nproof.find('choice.count', 1)\n"
        "print(*[name for name in sys.modules if name.startswith(('django', 'ortaq.engines.choice.jury', 'numba'))])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout.strip() == ""
