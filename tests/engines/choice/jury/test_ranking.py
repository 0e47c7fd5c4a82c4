"""Expected ranks: the published example, the model with dense matrices, and juries at the edge."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ortaq.engines.choice.jury import posterior, ranking
from ortaq.engines.choice.jury.panel import Panel, assemble
from ortaq.engines.choice.jury.posterior import Model
from ortaq.engines.choice.jury.ranking import calibrate

DATA = Path(__file__).resolve().parents[5] / "shared/data/jury/snsf_vignette.json"


def panel_of(rows, lowest=0, highest=10) -> Panel:
    """A row of scores to each entry, a column to a juror, None where there is none."""
    jurors = [f"j{seat}" for seat in range(max(map(len, rows)))]
    return assemble(
        entries=[f"e{number}" for number in range(len(rows))],
        jurors=jurors,
        scores=[
            (f"e{number}", f"j{seat}", score)
            for number, row in enumerate(rows)
            for seat, score in enumerate(row)
            if score is not None
        ],
        lowest=lowest,
        highest=highest,
    )


def ranks(panel, **model) -> list[int]:
    return [standing.expected_rank for standing in calibrate(panel, model=Model(**model)).standings]


def test_the_published_example_has_the_same_expected_ranks() -> None:
    if not DATA.exists():
        pytest.skip("the example of the SNSF is not here")
    given = json.loads(DATA.read_text())
    panel = panel_of([[7 - code for code in row] for row in given["codes"]], 1, 6)
    wanted = [100 * rank for rank in given["expected_rank"].values()]
    assert np.abs(np.array(ranks(panel)) - wanted).max() < 10
    assert np.abs(np.array(ranks(panel)) - ranks(panel, points=32)).max() <= 1


def dense(facts, model, noise, spread):
    """Density and posterior of the entries by the full covariance of all scores."""
    pairs = np.argwhere(facts.present)
    entry = (pairs[:, :1] == np.arange(len(facts.totals))).astype(float)
    juror = (pairs[:, 1:] == np.arange(facts.present.shape[1])).astype(float)
    severity = (model.juror_spread / 100) ** 2
    whole = spread**2 * entry @ entry.T + severity * juror @ juror.T + noise**2 * np.eye(len(pairs))
    gain = spread**2 * entry.T @ np.linalg.inv(whole)
    return whole, gain, spread**2 * np.eye(len(facts.totals)) - spread**2 * gain @ entry


tables = st.lists(st.lists(st.none() | st.integers(0, 10), min_size=3, max_size=3).filter(any), min_size=2, max_size=6)


@settings(deadline=None, max_examples=60)
@given(tables, st.floats(0.02, 0.5), st.floats(0.01, 0.4), st.floats(0.02, 0.5), st.floats(0.01, 0.4))
def test_the_quick_solution_is_the_model_itself(rows, noise, spread, other_noise, other_spread) -> None:
    panel, model = panel_of(rows), Model()
    facts = posterior.gather(panel, range(len(rows)))
    values = np.array([score for _, score in sorted(panel.scores.items())]) / 10
    residuals = values - values.mean()
    solved = posterior.solve(facts, model, np.array([noise, other_noise]), np.array([spread, other_spread]))
    wanted = []
    for s, t in ((noise, spread), (other_noise, other_spread)):
        whole, gain, covariance = dense(facts, model, s, t)
        wanted.append(-0.5 * (np.linalg.slogdet(whole)[1] + residuals @ np.linalg.solve(whole, residuals)))
        beliefs = ranking._believe(facts, model, s, t)
        assert np.allclose(beliefs.mean, gain @ residuals, atol=1e-9)
        made = np.diag(beliefs.own) + beliefs.common @ beliefs.common.T
        assert np.allclose(made, covariance, atol=1e-6)
    assert np.isclose(np.diff(solved.density)[0], np.diff(wanted)[0], rtol=1e-6, atol=1e-6)


@settings(deadline=None, max_examples=25)
@given(tables)
def test_ranks_are_ranks(rows) -> None:
    found = calibrate(panel_of(rows)).standings
    size = len(found)
    assert abs(sum(one.expected_rank for one in found) - 50 * size * (size + 1)) <= size
    for one in found:
        assert 100 <= one.expected_rank <= 100 * size
        assert 1 <= one.rank_low <= one.rank_high <= size


def test_drawn_ranks_have_the_expected_rank_as_their_mean() -> None:
    facts = posterior.gather(panel_of([[8, 7, None], [5, None, 6], [None, 2, 3], [9, 9, 9], [1, 5, None]]), range(5))
    beliefs = ranking._believe(facts, Model(), 0.15, 0.2)
    drawn = ranking._drawn_ranks(beliefs, 20_000, np.random.PCG64(3))
    assert np.abs(drawn.mean(axis=1) - ranking._expected_ranks(beliefs)).max() < 0.04


def test_a_severe_juror_costs_nobody_a_place() -> None:
    rows = [[6, 6, None]] * 6 + [[None, None, 3]] + [[5, 5, 2], [4, 4, 1], [7, 7, 4]] * 3
    found = calibrate(panel_of(rows))
    severe = found.severities[2]
    assert severe < -100
    by_severe_alone, liked = found.standings[6], found.standings[0]
    assert by_severe_alone.calibrated > 400
    assert abs(by_severe_alone.expected_rank - liked.expected_rank) < 400


def test_identical_scores_leave_everybody_in_the_middle() -> None:
    found = calibrate(panel_of([[5, 5, 5]] * 4))
    assert {one.expected_rank for one in found.standings} == {250}
    assert {one.calibrated for one in found.standings} == {500}
    assert set(found.severities) == {0}


def test_one_juror_ranks_as_he_scored_without_certainty() -> None:
    found = calibrate(panel_of([[9], [5], [1]]))
    first, second, third = found.standings
    assert first.expected_rank < second.expected_rank < third.expected_rank
    assert first.expected_rank > 100


def test_one_entry_is_first() -> None:
    only = calibrate(panel_of([[3, 4]])).standings[0]
    assert (only.expected_rank, only.rank_low, only.rank_high) == (100, 1, 1)


def test_an_entry_without_scores_has_no_standing_and_changes_nothing() -> None:
    scored = [[9, 8], [4, 5], [2, None]]
    with_gap = calibrate(panel_of([*scored, [None, None]]))
    assert with_gap.standings[3] is None
    assert with_gap.standings[:3] == calibrate(panel_of(scored)).standings


def test_no_scores_at_all_say_nothing() -> None:
    panel = assemble(entries=["a"], jurors=["x"], scores=[], lowest=0, highest=5)
    found = calibrate(panel)
    assert (found.standings, found.severities) == ((None,), (None,))


def test_scores_in_other_units_give_the_same_ranks() -> None:
    rows = [[1, 4], [6, 5], [3, None], [2, 2]]
    larger = [[None if score is None else 30 + 7 * score for score in row] for row in rows]
    assert ranks(panel_of(rows)) == ranks(panel_of(larger, 30, 100))
