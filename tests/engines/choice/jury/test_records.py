"""Records of juries: anyone recomputes them, and a broken case gets a sentence."""

import pytest

from ortaq.engines import proof
from ortaq.engines.choice.jury import records
from ortaq.engines.choice.jury.assignment import assign
from ortaq.engines.choice.jury.selection import Line, Order, Terms
from tests.engines.choice.jury.test_ranking import panel_of

MADE_AT = "2027-03-01T18:00:00+05:00"
ROWS = [[9, 9, 8], [8, None, 8], [5, 6, 5], [5, 5, 6], [None, None, None]]


def record(name, case, seed="42") -> proof.Record:
    return proof.make_record(rule=name, version=1, case=case, seed=seed, made_at=MADE_AT)


def jury(**changes):
    terms = Terms(**({"budget": 250, "order": Order.MEAN, "line": Line.LINE} | changes))
    return records.jury_case(panel_of(ROWS), [100] * 5, terms, withdrawn=["e3"])


def test_an_assignment_can_be_made_again() -> None:
    entries, jurors = ["a", "b", "c", "d"], ["x", "y", "z"]
    case = records.assignment_case(entries, jurors, each=2, conflicts=[("a", "x")], costs={("b", "y"): 3})
    made = record("choice.assignment", case)
    assert proof.verify(made) == []
    assert made["outcome"]["jurors"]["a"] == ["y", "z"]
    assert sorted(made["outcome"]["loads"].values()) == [2, 3, 3]
    same = assign(entries, jurors, seed="42", each=2, conflicts=[("a", "x")], costs={("b", "y"): 3})
    assert [[jurors[seat] for seat in taken] for taken in same.jurors] == list(made["outcome"]["jurors"].values())


def test_an_entry_without_jurors_stands_in_the_record() -> None:
    case = records.assignment_case(["a", "b"], ["x"], each=1, conflicts=[("a", "x")])
    assert record("choice.assignment", case)["outcome"]["missing"] == {"a": 1}


@pytest.mark.parametrize(
    "terms",
    [{}, {"order": Order.EXPECTED_RANK}, {"order": Order.EXPECTED_RANK, "line": Line.TALK}, {"minimum_mean": 6}],
)
def test_a_selection_can_be_made_again(terms) -> None:
    made = record("choice.jury", jury(**terms))
    assert proof.verify(made) == []
    outcome = made["outcome"]
    assert [entry["why"] for entry in outcome["entries"]][3:] == ["withdrawn", "no_scores"]
    assert outcome["agreement"]["interval"]["alpha"] > 500
    assert outcome["spent"] == 100 * len(outcome["funded"])


def test_a_changed_score_is_noticed() -> None:
    made = record("choice.jury", jury())
    made["case"]["scores"][0][2] = 1
    assert {problem.code for problem in proof.verify(made)} == {"case_digest_differs", "outcome_differs"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda case: case.pop("lowest"), "exactly the fields"),
        (lambda case: case["terms"].update(order="beauty"), "beauty"),
        (lambda case: case["terms"].update(skip=1), "skip"),
        (lambda case: case["terms"].update(budget=None), "budget is a whole number"),
        (lambda case: case.update(entries=[{"id": "a"}]), "Every entry"),
        (lambda case: case["scores"].append(["e0", "j0"]), "scores is a list of rows"),
        (lambda case: case["scores"].append(["e9", "j0", 3]), "no entry 'e9'"),
        (lambda case: case.update(jurors="j0"), "jurors is a list"),
        (lambda case: case["withdrawn"].append("zz"), "no entry 'zz'"),
    ],
)
def test_a_broken_case_gets_a_sentence(change, said) -> None:
    case = jury()
    change(case)
    with pytest.raises(proof.CaseError, match=said):
        proof.decide("choice.jury", 1, case, "42")


def test_a_broken_assignment_gets_a_sentence() -> None:
    case = records.assignment_case(["a", "a"], ["x"])
    with pytest.raises(proof.CaseError, match="twice"):
        proof.decide("choice.assignment", 1, case, "42")
    case = records.assignment_case(["a"], ["x"], costs={("a", "x"): 1})
    case["costs"] *= 2
    with pytest.raises(proof.CaseError, match="pair twice"):
        proof.decide("choice.assignment", 1, case, "42")
    with pytest.raises(proof.CaseError, match="seed"):
        proof.decide("choice.assignment", 1, records.assignment_case(["a"], ["x"]), "")
