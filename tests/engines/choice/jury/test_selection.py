"""Who is funded under the budget: the line, ties, the bands, the lot, and entries that cannot be compared."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ortaq.engines.choice.jury.bands import Band, band
from ortaq.engines.choice.jury.panel import JuryError
from ortaq.engines.choice.jury.ranking import Standing
from ortaq.engines.choice.jury.selection import Line, Order, Terms, Why, choose
from tests.engines.choice.jury.test_ranking import panel_of

ROWS = [[9, 9, 8], [8, 8, 8], [5, 6, 5], [5, 5, 6], [2, 1, 2]]
SURE = [[9] * 7, [9] * 7, [1] * 7, [1] * 7, [5, 6] * 3 + [5]]


def straight(budget, **changes) -> Terms:
    return Terms(budget=budget, **({"order": Order.MEAN, "line": Line.LINE} | changes))


def whys(selection) -> list[str]:
    return [str(verdict.why) for verdict in selection.verdicts]


def test_down_the_line_until_the_money_is_spent() -> None:
    found = choose(panel_of(ROWS), [100] * 5, straight(250))
    assert found.funded == (0, 1)
    assert whys(found) == ["above_line", "above_line", "no_money", "no_money", "no_money"]
    third = found.verdicts[2]
    assert (third.place, third.from_line, third.short, third.left, third.money_missing) == (
        3,
        -1,
        Fraction(8, 3),
        50,
        50,
    )
    assert (found.spent, found.left) == (200, 50)


def test_a_cheaper_entry_below_may_use_what_is_left_unless_the_terms_say_no() -> None:
    asks = [100, 100, 100, 100, 40]
    assert choose(panel_of(ROWS), asks, straight(250)).funded == (0, 1, 4)
    stopped = choose(panel_of(ROWS), asks, straight(250, skip=False))
    assert stopped.funded == (0, 1)
    assert whys(stopped)[2:] == ["no_money", "below_line", "below_line"]


def test_of_equal_entries_the_cheaper_comes_first() -> None:
    found = choose(panel_of(ROWS), [100, 100, 90, 80, 10], straight(290))
    assert found.funded == (0, 1, 3, 4)
    (tie,) = found.ties
    assert (tie.projects, tie.winner, tie.by) == ((2, 3), 3, "cheapest")


def test_equal_entries_that_ask_the_same_need_the_lot() -> None:
    panel, asks = panel_of(ROWS), [100] * 5
    with pytest.raises(JuryError) as refused:
        choose(panel, asks, straight(300))
    assert refused.value.code == "lot_needed"
    for lot, wanted in ((["e2", "e3"], 2), (["e3", "e2"], 3)):
        found = choose(panel, asks, straight(300), lot=lot)
        assert found.funded == (0, 1, wanted)
        assert found.ties[0].by == "lot"


def test_a_tie_that_decides_nothing_needs_no_lot() -> None:
    assert choose(panel_of(ROWS), [100] * 5, straight(400)).funded == (0, 1, 2, 3)


def test_what_cannot_be_compared_is_left_out_with_its_reason() -> None:
    rows = [[9, 9], [None, None], [8, None], [1, 2], [7, 7], [6, 6]]
    found = choose(
        panel_of(rows), [10, 10, 10, 10, 999, 10], straight(100, minimum_scores=2, minimum_mean=5), withdrawn=["e5"]
    )
    assert whys(found) == ["above_line", "no_scores", "too_few_scores", "below_minimum", "over_budget", "withdrawn"]
    assert [(one.project, one.code, one.because) for one in found.exclusions][:2] == [
        (1, "no_scores", ()),
        (2, "too_few_scores", ("2",)),
    ]


def test_a_project_asking_exactly_the_budget_can_be_funded() -> None:
    assert choose(panel_of([[5]]), [100], straight(100)).funded == (0,)


def test_the_median_forgives_one_severe_juror() -> None:
    rows = [[9, 9, 0], [7, 7, 7]]
    assert choose(panel_of(rows), [10, 10], straight(10)).funded == (1,)
    assert choose(panel_of(rows), [10, 10], straight(10, order=Order.MEDIAN)).funded == (0,)


def test_who_is_sure_is_funded_and_who_is_not_is_talked_over() -> None:
    found = choose(panel_of(SURE), [100] * 5, Terms(budget=300))
    assert whys(found) == ["surely_above", "surely_above", "surely_below", "surely_below", "above_line"]
    close = choose(panel_of(SURE), [100] * 5, Terms(budget=100))
    assert close.funded == ()
    assert close.talk == (0, 1)
    assert whys(close) == ["near_line", "near_line", "surely_below", "surely_below", "surely_below"]


def test_a_lot_decides_among_those_at_the_line() -> None:
    panel = panel_of(SURE)
    for first in ("e0", "e1"):
        lot = [first, *(one for one in panel.entries if one != first)]
        found = choose(panel, [100] * 5, Terms(budget=150, line=Line.LOT), lot=lot)
        assert [panel.entries[one] for one in found.funded] == [first]
        assert sorted(whys(found)[:2]) == ["drawn", "not_drawn"]
    with pytest.raises(JuryError) as refused:
        choose(panel, [100] * 5, Terms(budget=150, line=Line.LOT))
    assert refused.value.code == "lot_needed"


def test_money_for_all_is_for_all() -> None:
    found = choose(panel_of(ROWS), [100] * 5, Terms(budget=500))
    assert found.line is None
    assert set(whys(found)) == {"surely_above"}


def test_identical_scores_leave_all_to_talk() -> None:
    found = choose(panel_of([[5, 5]] * 4), [100] * 4, Terms(budget=200))
    assert set(whys(found)) == {"near_line"}
    assert found.spent == 0


def test_no_entry_and_no_score_are_fine() -> None:
    assert choose(panel_of([[None]]), [1], Terms(budget=5)).funded == ()
    assert whys(choose(panel_of([[None], [None]]), [1, 1], straight(5))) == ["no_scores", "no_scores"]


@pytest.mark.parametrize(
    ("asks", "terms", "code"),
    [
        ([1], straight(5), "asks_differ"),
        ([1, -1], straight(5), "negative_money"),
        ([1, 1], straight(-5), "negative_money"),
        ([1, 1], straight(5, line=Line.LOT), "bands_need_ranks"),
    ],
)
def test_bad_terms_are_refused(asks, terms, code) -> None:
    with pytest.raises(JuryError) as refused:
        choose(panel_of([[1], [2]]), asks, terms)
    assert refused.value.code == code


def test_nobody_outside_the_table_can_withdraw() -> None:
    with pytest.raises(JuryError):
        choose(panel_of([[1]]), [1], straight(5), withdrawn=["zz"])


@pytest.mark.parametrize(
    ("standing", "wanted"),
    [
        ((300, 2, 4), Band.FUND),
        ((300, 2, 5), Band.INDISTINGUISHABLE),
        ((500, 2, 4), Band.INDISTINGUISHABLE),
        ((800, 6, 9), Band.NOT),
        ((800, 5, 9), Band.INDISTINGUISHABLE),
        ((510, 3, 4), Band.INDISTINGUISHABLE),
    ],
)
def test_bands_follow_from_the_published_figures(standing, wanted) -> None:
    rank, low, high = standing
    assert band(Standing(rank, low, high, 0), 500) is wanted
    assert band(Standing(rank, low, high, 0), None) is Band.FUND


rows = st.lists(st.lists(st.none() | st.integers(0, 10), min_size=3, max_size=3), min_size=1, max_size=6)


@settings(deadline=None, max_examples=30)
@given(rows, st.data(), st.integers(0, 30), st.sampled_from(Line), st.booleans(), st.permutations(range(6)))
def test_nobody_is_lost_and_the_budget_holds(table, data, budget, line, skip, lot) -> None:
    panel = panel_of(table)
    asks = data.draw(st.lists(st.integers(0, 12), min_size=len(table), max_size=len(table)))
    order = Order.EXPECTED_RANK if line is not Line.LINE else data.draw(st.sampled_from((Order.MEAN, Order.MEDIAN)))
    found = choose(panel, asks, Terms(budget=budget, order=order, line=line, skip=skip), lot=[f"e{n}" for n in lot])
    assert found.spent == sum(asks[entry] for entry in found.funded) <= budget
    assert {verdict.entry for verdict in found.verdicts if verdict.funded} == set(found.funded)
    codes = {*Why, "no_scores", "over_budget"}
    assert all(verdict.why in codes for verdict in found.verdicts)
    assert [one.project for one in found.exclusions] == [one.entry for one in found.verdicts if one.place is None]
    placed = sorted((one for one in found.verdicts if one.place is not None), key=lambda one: one.place)
    if line is Line.LINE and order is Order.MEAN:
        means = [one.summary.mean for one in placed]
        assert means == sorted(means, reverse=True)
