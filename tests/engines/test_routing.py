"""Every appeal finds a body, and everyone can read why this one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines import proof, routing
from ortaq.engines.routing import Row, Table

ROWS = [
    Row(1, "roads.pothole", "almaty.bostandyk", "*", "akimat.bostandyk"),
    Row(2, "water", "*", "almaty-su", "almaty-su"),
    Row(3, "roads", "*", "*", "transport"),
    Row(4, "*", "almaty.medeu", "*", "akimat.medeu"),
    Row(9, "*", "*", "*", "reception"),
]
PARTS = st.sampled_from(["roads", "pothole", "water", "almaty", "medeu", "roadside", "a"])
PATHS = st.lists(PARTS, min_size=1, max_size=3).map(".".join)
HOLDERS = st.sampled_from(["almaty-su", "azhk", "teplo"])


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    patterns = PATHS | st.just("*")
    rows = draw(st.lists(st.tuples(patterns, patterns, HOLDERS | st.just("*")), max_size=12))
    numbered = [Row(n, *columns, f"body {n}") for n, columns in enumerate(rows, 1)]
    return [*numbered, Row(len(rows) + 1, "*", "*", "*", "reception")]


def case(rows: list[Row], topic: str, territory: str | None = None, holder: str | None = None) -> proof.Case:
    return {"rows": [row._asdict() for row in rows], "topic": topic, "territory": territory, "holder": holder}


def route(topic: str, territory: str | None = None, holder: str | None = None) -> str:
    return str(proof.decide("routing.first_match", 1, case(ROWS, topic, territory, holder), "")["body"])


def test_a_pothole_goes_to_the_akimat_of_its_district_and_elsewhere_to_the_department() -> None:
    assert route("roads.pothole", "almaty.bostandyk") == "akimat.bostandyk"
    assert route("roads.pothole", "almaty.bostandyk.orbita") == "akimat.bostandyk"
    assert route("roads.pothole", "almaty.alatau") == "transport"
    assert route("roads", "almaty.bostandyk") == "transport"


def test_a_prefix_ends_at_a_dot() -> None:
    assert route("roadside.cafe") == "reception"
    assert route("noise", "almaty.medeuski") == "reception"
    assert route("noise", "almaty.medeu") == "akimat.medeu"


def test_an_appeal_without_a_place_or_holder_still_finds_a_body() -> None:
    assert route("noise") == "reception"
    assert route("water.leak") == "reception"
    assert route("water.leak", None, "almaty-su") == "almaty-su"


def test_the_outcome_says_why_each_row_above_did_not_fit() -> None:
    assert routing.first_match(case(ROWS, "roads.pothole", "almaty.medeu", "azhk"), "") == {
        "row": 3,
        "body": "transport",
        "tested": [
            {"row": 1, "differs": "territory"},
            {"row": 2, "differs": "topic"},
            {"row": 3, "differs": ""},
        ],
    }
    tested = routing.first_match(case(ROWS, "water.leak", None, "azhk"), "")["tested"]
    assert tested[1] == {"row": 2, "differs": "holder"}


def test_a_routing_decision_is_verified_like_any_other() -> None:
    record = proof.make_record(
        rule="routing.first_match",
        version=1,
        case=case(ROWS, "roads"),
        seed="",
        made_at="2026-08-17T09:00:00+05:00",
    )
    assert proof.verify(record) == []
    record["outcome"]["body"] = "akimat.medeu"
    record["outcome_digest"] = proof.digest(record["outcome"])
    assert [problem.code for problem in proof.verify(record)] == ["outcome_differs"]


@given(tables(), PATHS, st.none() | PATHS, st.none() | HOLDERS | st.just("*"))
def test_the_fast_table_always_agrees_with_the_rule(
    rows: list[Row], topic: str, territory: str | None, holder: str | None
) -> None:
    outcome = routing.first_match(case(rows, topic, territory, holder), "")
    table = Table(rows)
    for _first_then_remembered in range(2):
        found = table.first_match(topic, territory, holder)
        assert (found.row, found.body) == (outcome["row"], outcome["body"])


@given(tables(), PATHS, st.none() | PATHS, st.none() | HOLDERS)
def test_a_row_called_unreachable_never_wins(
    rows: list[Row], topic: str, territory: str | None, holder: str | None
) -> None:
    hidden = {row for row, _ in routing.unreachable_rows(rows)}
    assert Table(rows).first_match(topic, territory, holder).row not in hidden


def test_unreachable_rows_name_the_row_that_takes_their_appeals() -> None:
    rows = [Row(1, "roads", "*", "*", "a"), Row(2, "roads.pothole", "almaty", "x", "b"), *ROWS[-1:]]
    assert routing.unreachable_rows(rows) == [(2, 1)]
    assert routing.unreachable_rows(ROWS) == []


def test_the_table_forgets_rather_than_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routing, "CACHE_SIZE", 3)
    table = Table(ROWS)
    for n in range(10):
        assert table.first_match(f"topic{n}", None, None).row == 9
    assert len(table._known) <= 3


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "is empty"),
        (ROWS[:-1], r"last row \(4\) must match everything"),
        ([ROWS[0], ROWS[0], ROWS[-1]], "number 1 is not positive or is used twice"),
        ([Row(0, "*", "*", "*", "a")], "number 0"),
        ([Row(1, "roads.*", "*", "*", "a"), ROWS[-1]], r"'roads\.\*' is neither"),
        ([Row(1, "roads..x", "*", "*", "a"), ROWS[-1]], "neither"),
        ([Row(1, "*", "", "*", "a"), ROWS[-1]], "neither"),
        ([Row(1, "*", "*", "", "a"), ROWS[-1]], "must not be empty"),
        ([Row(1, "*", "*", "*", "")], "must not be empty"),
    ],
)
def test_a_table_that_could_lose_an_appeal_is_refused_by_rule_and_table_alike(rows: list[Row], reason: str) -> None:
    with pytest.raises(proof.CaseError, match=reason):
        Table(rows)
    with pytest.raises(proof.CaseError, match=reason):
        routing.first_match(case(rows, "roads"), "")


@pytest.mark.parametrize(
    "change",
    [
        {"topic": ""},
        {"topic": None},
        {"territory": 7},
        {"holder": 7},
        {"rows": "all"},
        {"rows": [[1, "*", "*", "*", "a"]]},
        {"rows": [{"row": True, "topic": "*", "territory": "*", "holder": "*", "body": "a"}]},
        {"rows": [{"row": 1, "topic": "*", "territory": "*", "holder": "*", "body": 5}]},
        {"rows": [{"row": 1, "topic": "*", "territory": "*", "holder": "*", "body": "a", "note": ""}]},
        {"priority": 1},
    ],
)
def test_a_case_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(proof.CaseError):
        routing.first_match(case(ROWS, "roads") | change, "")
