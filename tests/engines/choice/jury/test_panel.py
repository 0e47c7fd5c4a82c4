"""Rubrics, tables of scores and what they say before any model."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice.jury.panel import Criterion, JuryError, Rubric, assemble
from ortaq.engines.choice.jury.summary import summaries, summarise

RUBRIC = Rubric((Criterion("use", weight=3, highest=10), Criterion("team", weight=1, lowest=2, highest=10)), scale=2)


def table(**changes):
    given = {"entries": ["a", "b"], "jurors": ["x", "y"], "scores": [("a", "x", 5)], "lowest": 0, "highest": 10}
    return assemble(**(given | changes))


def test_weighted_criteria_become_one_whole_score() -> None:
    assert RUBRIC.score({"use": 9, "team": 4}) == 31
    assert (RUBRIC.lowest, RUBRIC.highest, RUBRIC.unit) == (2, 40, 8)


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ({"use": 9}, "missing_points"),
        ({"use": 9, "team": 1}, "points_out_of_range"),
        ({"use": 11, "team": 4}, "points_out_of_range"),
        ({"use": 9, "team": 4, "style": 1}, "unknown_criterion"),
    ],
)
def test_a_sheet_with_a_gap_or_a_wrong_number_is_refused(points, code) -> None:
    with pytest.raises(JuryError) as refused:
        RUBRIC.score(points)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("criteria", "code"),
    [
        ((), "no_range"),
        ((Criterion("a", highest=0),), "no_range"),
        ((Criterion("a", weight=0),), "no_range"),
        ((Criterion("a", weight=-1), Criterion("b", weight=3)), "bad_rubric"),
        ((Criterion("a"), Criterion("a")), "repeated_criterion"),
    ],
)
def test_a_rubric_that_cannot_tell_entries_apart_is_refused(criteria, code) -> None:
    with pytest.raises(JuryError) as refused:
        Rubric(criteria).check()
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scores": [("c", "x", 5)]}, "unknown_entry"),
        ({"scores": [("a", "z", 5)]}, "unknown_juror"),
        ({"scores": [("a", "x", 5), ("a", "x", 5)]}, "repeated_score"),
        ({"scores": [("a", "x", 11)]}, "score_out_of_range"),
        ({"conflicts": [("a", "x")]}, "score_in_conflict"),
        ({"entries": ["a", "a"]}, "repeated_entry"),
        ({"jurors": ["x", "x"]}, "repeated_juror"),
        ({"jurors": ["x", ""]}, "nameless_juror"),
        ({"highest": 0}, "no_range"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_by_name(changes, code) -> None:
    with pytest.raises(JuryError) as refused:
        table(**changes)
    assert refused.value.code == code


def test_an_entry_without_scores_has_a_summary_too() -> None:
    first, second = summaries(table())
    assert (first.count, first.mean, first.median, first.spread, first.variance) == (1, 5, 5, 0, None)
    assert (second.count, second.mean, second.median, second.spread, second.variance) == (0, None, None, None, None)


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=9))
def test_a_summary_is_exact(scores) -> None:
    found = summarise(scores)
    mean = Fraction(sum(scores), len(scores))
    assert found.mean == mean
    assert found.variance == sum((score - mean) ** 2 for score in scores) / (len(scores) - 1)
    below = sum(score <= found.median for score in scores)
    above = sum(score >= found.median for score in scores)
    assert 2 * below >= len(scores)
    assert 2 * above >= len(scores)
