"""Krippendorff's alpha: the textbook's figures, its definition written out, and the juries of which it says nothing."""

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice.jury.agreement import RATIO_ONE, Level, agreement, alpha
from ortaq.engines.choice.jury.panel import assemble

DATA = Path(__file__).resolve().parents[5] / "shared/data/jury/krippendorff.json"
rows = st.lists(st.lists(st.integers(0, 6), max_size=5), min_size=1, max_size=7)


def distance(level, one, other, counts) -> Fraction:
    """Krippendorff's squared distances, as he writes them."""
    match level:
        case Level.NOMINAL:
            return Fraction(one != other)
        case Level.ORDINAL:
            low, high = sorted((one, other))
            between = sum(times for value, times in counts.items() if low <= value <= high)
            return (between - Fraction(counts[low] + counts[high], 2)) ** 2
        case Level.INTERVAL:
            return Fraction(one - other) ** 2
        case Level.RATIO:
            return Fraction(one - other, one + other) ** 2 if one + other else Fraction(0)


def by_definition(table, level) -> Fraction | None:
    """Coincidences o(c, k), their sums n(c), and 1 - (n - 1) Σ o δ² / Σ n n δ²."""
    coincidences = {}
    for row in table:
        for i, j in product(range(len(row)), repeat=2):
            if i != j:
                pair = row[i], row[j]
                coincidences[pair] = coincidences.get(pair, 0) + Fraction(1, len(row) - 1)
    counts = {}
    for (one, _), times in coincidences.items():
        counts[one] = counts.get(one, 0) + times
    expected = sum(counts[c] * counts[k] * distance(level, c, k, counts) for c, k in product(counts, repeat=2))
    if not expected:
        return None
    observed = sum(times * distance(level, *pair, counts) for pair, times in coincidences.items())
    return 1 - (sum(counts.values()) - 1) * observed / expected


@given(rows, st.sampled_from(Level))
def test_alpha_is_what_its_definition_says(table, level) -> None:
    found, wanted = alpha(table, level).alpha, by_definition(table, level)
    if level is Level.RATIO and wanted is not None:
        assert abs(found - wanted) < Fraction(1, RATIO_ONE >> 40)
    else:
        assert found == wanted


def test_the_textbook_has_the_same_figures() -> None:
    if not DATA.exists():
        pytest.skip("the reliability matrix of the textbook is not here")
    given = json.loads(DATA.read_text())
    table = [[score for score in unit if score is not None] for unit in zip(*given["data"], strict=True)]
    for name, wanted in given["alpha"].items():
        assert alpha(table, Level(name)).thousandths == round(wanted * 1000)


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([], "no_scores"),
        ([("a", "x", 3), ("b", "x", 5)], "one_juror"),
        ([("a", "x", 3), ("b", "y", 5)], "no_overlap"),
        ([("a", "x", 3), ("a", "y", 3), ("b", "x", 3), ("b", "y", 3), ("c", "x", 9)], "identical_scores"),
    ],
)
def test_where_nothing_can_be_compared_there_is_a_reason_instead(scores, reason) -> None:
    panel = assemble(entries=list("abc"), jurors=list("xy"), scores=scores, lowest=0, highest=10)
    for level in Level:
        found = agreement(panel, level)
        assert (found.alpha, found.thousandths, found.reason) == (None, None, reason)


def test_a_ratio_has_no_negative_values() -> None:
    assert alpha([[-1, 2]], Level.RATIO).reason == "below_zero"
    assert alpha([[-1, 2]], Level.INTERVAL).alpha == 0


def test_jurors_who_never_differ_agree_fully() -> None:
    for level in Level:
        assert alpha([[1, 1], [4, 4, 4], [7]], level).alpha == 1
