"""A rule as JSON says everything, and a misspelt option is refused by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice.election import ElectionError
from ortaq.engines.choice.spec import RuleName, RuleSpec, Tie, Utility
from ortaq.engines.choice.specs import from_json, to_json
from tests.engines.choice.strategies import elections, specs


@given(st.data())
def test_a_rule_comes_back_from_its_json(data: st.DataObject) -> None:
    spec = data.draw(specs(data.draw(elections())))
    plain = json.loads(json.dumps(to_json(spec)))
    assert from_json(plain) == spec
    assert to_json(from_json(plain)) == plain


def test_every_option_is_said() -> None:
    assert set(to_json(RuleSpec())) == set(RuleSpec.__slots__)


def test_what_is_left_out_has_its_default() -> None:
    assert from_json({"rule": "greedy"}) == RuleSpec(rule=RuleName.GREEDY)
    assert from_json({}) == RuleSpec()


@pytest.mark.parametrize(
    ("plain", "named"),
    [
        ({"utilty": "cost"}, "utilty"),
        ({"utility": "costs"}, "utility"),
        ({"utility": None}, "utility"),
        ({"step": 0}, "step"),
        ({"step": True}, "step"),
        ({"step": "1"}, "step"),
        ({"threshold": -1}, "threshold"),
        ({"ties": "lot"}, "ties"),
        ({"ties": ["coin"]}, "ties"),
        ({"ties": ["lot", "lot"]}, "ties"),
        ({"lot": [1]}, "lot"),
        ({"lot": ["a", "a"]}, "lot"),
    ],
)
def test_what_is_not_known_is_refused_by_name(plain: dict[str, object], named: str) -> None:
    with pytest.raises(ElectionError, match=named):
        from_json(plain)


def test_the_words_are_those_of_the_spec() -> None:
    spec = RuleSpec(rule=RuleName.PHRAGMEN, utility=Utility.CARDINALITY, ties=(Tie.FILE_ORDER,), lot=("a",))
    assert to_json(spec) == {
        "rule": "phragmen",
        "utility": "cardinality",
        "completion": "add1",
        "stop": "exhaustive",
        "exhaustive_over": "all",
        "start": "fraction",
        "step": 1,
        "eligibility": "all",
        "threshold": 0,
        "quota": 0,
        "comparison": "none",
        "ties": ["file-order"],
        "lot": ["a"],
    }
