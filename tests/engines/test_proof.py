"""A decision is only as good as a stranger's chance to recompute it."""

import copy
import hashlib
import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines import proof

MADE_AT = "2027-03-01T18:00:00+05:00"
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def record() -> dict[str, Any]:
    case: proof.Case = {"entries": ["Жетісу", "Алатау", "Медеу"]}
    made = proof.make_record(rule="lot.order", version=1, case=case, seed="2027-03-01", made_at=MADE_AT)
    return json.loads(proof.canonical(made))  # type: ignore[no-any-return]  # read back as written


def codes(record: object) -> list[str]:
    return [problem.code for problem in proof.verify(record)]


class Colour(StrEnum):
    GREEN = "green"


def test_canonical_form_sorts_keys_keeps_letters_and_leaves_no_spaces() -> None:
    assert proof.canonical({"б": [1, None], "a": {"ұ": True}, "z\n": '"'}) == (
        '{"a":{"ұ":true},"z\\n":"\\"","б":[1,null]}'.encode()
    )


def test_digest_is_what_sha256sum_gives_for_the_canonical_bytes() -> None:
    assert proof.digest({"a": 1}) == "sha256:" + hashlib.sha256(b'{"a":1}').hexdigest()
    assert proof.digest({"a": 1}) == "sha256:015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


def test_two_spellings_of_one_letter_stay_two_texts() -> None:
    assert proof.digest("й") != proof.digest("и\u0306")


@given(PLAIN)
def test_canonical_json_is_read_back_as_the_same_value(value: object) -> None:
    written = proof.canonical(value)
    assert proof.read_json(written) == value
    assert proof.canonical(proof.read_json(written)) == written


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_order_of_keys_does_not_change_the_digest(value: dict[str, int]) -> None:
    assert proof.digest(dict(reversed(value.items()))) == proof.digest(value)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"price": [1, 0.5]}, r"\$\.price\[1\] is the fraction 0\.5"),
        ({"x": float("nan")}, r"\$\.x is the fraction nan"),
        ({1: "a"}, "keys must be text, not int"),
        ([(1, 2)], r"\$\[0\] is of type tuple"),
        ({"when": {"a", "b"}}, r"\$\.when is of type set"),
        ([b"x"], "of type bytes"),
        ([Colour.GREEN], "of type Colour"),
        ("\ud800", "surrogate"),
        ({"\udfff": 1}, "surrogate"),
        pytest.param(10**5000, "cannot be written", id="5001 digits"),
    ],
)
def test_what_json_cannot_carry_exactly_is_refused_with_its_place(value: object, place: str) -> None:
    with pytest.raises(proof.NotCanonicalError, match=place):
        proof.canonical(value)


def test_nesting_is_allowed_up_to_the_limit_and_not_one_level_more() -> None:
    value: object = 1
    for _ in range(proof.MAX_DEPTH):
        value = [value]
    assert proof.canonical(value)
    with pytest.raises(proof.NotCanonicalError, match="nested deeper"):
        proof.canonical([value])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a":1,"b":2,"a":3}', "'a' is written twice"),
        ("[1.0]", "1.0 is not a whole number"),
        ("[1e3]", "1e3 is not a whole number"),
        ("[NaN]", "NaN is not"),
        ("[-Infinity]", "Infinity is not"),
        ("{", "This is not JSON"),
        (b"\xff\xfe\xfd", "This is not JSON"),
        ("[" * 100_000 + "]" * 100_000, "nested deeper"),
        ("[" * 100 + "]" * 100, "nested deeper"),
    ],
)
def test_reading_is_as_strict_as_writing(text: str | bytes, reason: str) -> None:
    with pytest.raises(proof.NotCanonicalError, match=reason):
        proof.read_json(text)


def test_an_honest_record_has_no_problems_and_says_all_that_is_needed(record: dict[str, Any]) -> None:
    assert codes(record) == []
    assert set(record) == set(proof.Record.__annotations__)
    assert record["format"] == "ortaq-decision/1"
    assert record["case_digest"] == proof.digest(record["case"])


def test_whoever_swaps_two_winners_is_caught_by_both_digest_and_rule(record: dict[str, Any]) -> None:
    record["outcome"]["order"].reverse()
    assert codes(record) == ["outcome_digest_differs", "outcome_differs"]


def test_whoever_also_mends_the_digest_is_still_caught_by_the_rule(record: dict[str, Any]) -> None:
    record["outcome"]["order"].reverse()
    record["outcome_digest"] = proof.digest(record["outcome"])
    assert codes(record) == ["outcome_differs"]


def test_a_name_slipped_into_the_case_afterwards_is_caught(record: dict[str, Any]) -> None:
    record["case"]["entries"].append("Түрксіб")
    assert codes(record) == ["case_digest_differs", "outcome_differs"]


def test_another_seed_gives_another_outcome(record: dict[str, Any]) -> None:
    record["seed"] = "2027-03-02"
    assert codes(record) == ["outcome_differs"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rule": "lot.other"}, "unknown_rule"),
        ({"rule": "nobody.knows"}, "unknown_rule"),
        ({"version": 99}, "unknown_rule"),
        ({"version": True}, "wrong_type"),
        ({"seed": None}, "wrong_type"),
        ({"format": "ortaq-decision/2"}, "unknown_format"),
        ({"made_at": "yesterday"}, "bad_made_at"),
        ({"made_at": "2027-03-01T18:00:00"}, "bad_made_at"),
        ({"made_at": "2027-03-01"}, "bad_made_at"),
        ({"winner": "Медеу"}, "unexpected_field"),
        ({"case": {"entries": [0.5]}}, "not_canonical"),
    ],
)
def test_each_kind_of_damage_has_its_own_code(record: dict[str, Any], change: dict[str, Any], code: str) -> None:
    assert codes(record | change) == [code]


def test_a_case_the_rule_refuses_is_told_in_a_sentence(record: dict[str, Any]) -> None:
    record["case"] = {"entries": ["a", "a"]}
    record["case_digest"] = proof.digest(record["case"])
    [problem] = proof.verify(record)
    assert str(problem) == ("rule_refuses: lot.order@1 cannot decide this case: The entry 'a' stands in the lot twice.")


@pytest.mark.parametrize("field", list(proof.Record.__annotations__))
def test_a_missing_field_is_named(record: dict[str, Any], field: str) -> None:
    del record[field]
    [problem] = proof.verify(record)
    assert problem.code in {"missing_field", "unknown_format"}
    assert field in problem.text


@given(PLAIN | st.dictionaries(st.sampled_from(list(proof.Record.__annotations__)), PLAIN))
def test_verify_answers_anything_and_never_raises(value: object) -> None:
    assert proof.verify(value) != []
    if isinstance(value, dict):
        assert proof.verify(value | {"format": proof.FORMAT}) != []


def test_a_record_needs_a_moment_with_an_offset() -> None:
    with pytest.raises(proof.ProofError, match="offset"):
        proof.make_record(rule="lot.order", version=1, case={"entries": ["a"]}, seed="s", made_at="1 March")


def test_a_rule_works_on_its_own_copy_so_it_cannot_change_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_rules", dict(proof._rules))

    @proof.rule("test.greedy", version=1)
    def greedy(case: proof.Case, seed: str) -> proof.Outcome:
        case["entries"].clear()
        return {"took": seed}

    case: proof.Case = {"entries": ["a", "b"]}
    before = copy.deepcopy(case)
    made = proof.make_record(rule="test.greedy", version=1, case=case, seed="s", made_at=MADE_AT)
    assert case == before == made["case"]
    assert proof.verify(made) == []


def test_a_rule_that_breaks_is_a_problem_of_the_record_not_a_traceback(
    record: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "_rules", dict(proof._rules))

    @proof.rule("test.broken", version=1)
    def broken(case: proof.Case, seed: str) -> proof.Outcome:
        return {"share": len(case) / len(seed)}

    assert codes(record | {"rule": "test.broken"}) == ["rule_refuses"]
    assert codes(record | {"rule": "test.broken", "seed": ""}) == ["rule_refuses"]


def test_a_published_version_cannot_be_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_rules", dict(proof._rules))

    def other(case: proof.Case, seed: str) -> proof.Outcome:
        return {"order": [*case["entries"], seed]}

    proof.find("lot.order", 1)
    with pytest.raises(ValueError, match="a changed rule is a new version"):
        proof.rule("lot.order", version=1)(other)
    proof.rule("lot.order", version=2)(other)
    assert proof.find("lot.order", 2).decide is other
    assert proof.find("lot.order", 1).decide is not other


@pytest.mark.parametrize(("name", "version"), [("lot", 1), ("Lot.order", 1), ("lot.order", 0)])
def test_rules_have_dotted_names_and_versions_from_one(name: str, version: int) -> None:
    with pytest.raises(ValueError, match="rule"):
        proof.rule(name, version=version)
