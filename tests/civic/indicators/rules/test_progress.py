"""Progress: exact, the same whichever way is better, told against the time that is over."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ortaq.civic.indicators.rules.progress import check_target, progress

START, DUE = date(2024, 1, 1), date(2030, 1, 1)
AMOUNTS = st.integers(-(10**12), 10**12)


def way(baseline, target, now_is, today=date(2027, 1, 1)):
    return progress(
        baseline=baseline, target=target, now_is=now_is, baseline_on=START, due_on=DUE, today=today
    )  # fmt: skip


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_progress_turned_upside_down_is_the_same(baseline, target, now_is):
    assume(baseline != target)
    assert way(baseline, target, now_is).done == way(-baseline, -target, -now_is).done


@given(AMOUNTS, AMOUNTS)
def test_the_way_begins_at_nothing_and_ends_at_one(baseline, target):
    assume(baseline != target)
    assert way(baseline, target, baseline).done == 0
    assert way(baseline, target, target).done == 1


@given(AMOUNTS, AMOUNTS, st.fractions(min_value=-3, max_value=3))
def test_progress_is_exact_however_large_the_numbers_are(baseline, step, part):
    assume(step != 0)
    target = baseline + step * part.denominator
    assert way(baseline, target, baseline + step * part.numerator).done == part


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(-4000, 8000))
def test_a_bar_never_leaves_its_frame_and_full_means_reached(baseline, target, now_is, days):
    assume(baseline != target)
    found = way(baseline, target, now_is, today=START + timedelta(days=days))
    assert 0 <= found.shown <= 100
    assert 0 <= found.elapsed <= 1
    assert (found.percent >= 100) is (found.word == "reached")


@pytest.mark.parametrize(
    ("baseline", "target", "now_is", "today", "word", "percent"),
    [
        (100, 200, 200, date(2025, 1, 1), "reached", 100),
        (100, 200, 260, date(2025, 1, 1), "reached", 160),
        (100, 200, 180, date(2027, 1, 1), "ahead", 80),
        (100, 200, 110, date(2027, 1, 1), "behind", 10),
        (100, 200, 90, date(2027, 1, 1), "away", -10),
        (100, 200, 150, date(2031, 1, 1), "missed", 50),
        (40, 10, 20, date(2025, 1, 1), "ahead", 66),
        (40, 10, 45, date(2025, 1, 1), "away", -17),
    ],
)
def test_a_target_is_told_in_a_word(baseline, target, now_is, today, word, percent):
    found = way(baseline, target, now_is, today)
    assert (found.word, found.percent) == (word, percent)


def test_percent_is_rounded_down_so_that_almost_is_not_done():
    assert way(0, 3_000_000, 2_999_999).percent == 99
    assert way(0, 3, 1).done == Fraction(1, 3)


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        ({"baseline": 5, "target": 5}, "same"),
        ({"due_on": START}, "order"),
        ({"direction": "down"}, "wrong_way"),
        ({"baseline": 20, "target": 10, "direction": "up"}, "wrong_way"),
    ],
)
def test_what_is_no_target_is_refused_with_a_sentence(given_, code):
    facts = {"baseline": 10, "target": 20, "baseline_on": START, "due_on": DUE, "direction": "up"} | given_
    assert check_target(**facts).code == code
