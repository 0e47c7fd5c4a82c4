"""Figures of a village plan: exact whatever the numbers are, rising or falling."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.plans.rules import progress as rules

VALUES = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "gone", "reached"),
    [
        ("0", "560", "560", "1", True), ("0", "560", "0", "0", False), ("0", "3", "1", "0.333", False),
        ("40", "10", "25", "0.5", False), ("40", "10", "10", "1", True), ("40", "10", "55", "0", False),
        ("40", "10", "4", "1", True), ("0", "3", "2.9999", "0.999", False), ("-5", "5", "0", "0.5", False),
    ],
)  # fmt: skip
def test_a_result_goes_from_its_baseline_to_its_target(
    baseline: str, target: str, value: str, gone: str, reached: bool
) -> None:
    row = Decimal(baseline), Decimal(target), Decimal(value)
    assert rules.gone_from(*row) == Decimal(gone)
    assert rules.is_reached(*row) is reached


@given(baseline=VALUES, target=VALUES, value=VALUES)
def test_whole_is_said_only_of_what_is_reached(baseline: Decimal, target: Decimal, value: Decimal) -> None:
    if baseline == target:
        return
    gone = rules.gone_from(baseline, target, value)
    assert 0 <= gone <= 1
    assert (gone == 1) == rules.is_reached(baseline, target, value)


def test_stopped_measures_leave_the_share() -> None:
    assert rules.share_done(["done", "running", "planned", "stopped"]) == rules.Share(1, 3)
    assert rules.share_done(["done"] * 2 + ["planned"]).percent == 66
    assert rules.share_done(["stopped"]).percent is None


def test_money_is_added_by_kind_in_the_order_of_the_kinds() -> None:
    rows = [("okrug", 10, 5), ("republican", 100, 0), ("okrug", 1, 1), ("without_money", 0, 0)]
    assert [(one.kind, one.planned, one.spent) for one in rules.money(rows)] == [
        ("republican", 100, 0), ("okrug", 11, 6), ("without_money", 0, 0),
    ]  # fmt: skip


def test_people_are_never_added_up() -> None:
    found = rules.people([("i1", 560), ("i1", 540), ("i2", 300), ("i3", None)])
    assert (found.at_least, dict(found.by_result)) == (560, {"i1": 560, "i2": 300})
    assert rules.people([]).at_least is None
