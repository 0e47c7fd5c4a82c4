"""Components of sparse votes are those of the whole table with its gaps filled by means."""

import numpy as np
import pytest

from ortaq.engines.opinion import components as room
from ortaq.engines.opinion.components import components, lanczos
from ortaq.engines.opinion.votes import from_rows
from tests.engines.opinion.polls import dense, poll, rows, shuffled

CLOSE = 1e-12


def by_hand(votes, hidden):
    """The textbook: fill gaps with means, centre, take the singular vectors of the whole table, stretch."""
    table = dense(votes)
    table[:, hidden] = 0
    centre = np.nanmean(table, axis=0)
    filled = np.where(np.isnan(table), centre, table) - centre
    _, size, axes = np.linalg.svd(filled, full_matrices=False)
    stretch = np.sqrt(table.shape[1] / (~np.isnan(table)).sum(axis=1))
    return centre, axes[:2], size[:2] ** 2 / (len(table) - 1), (filled @ axes[:2].T) * stretch[:, None]


@pytest.mark.parametrize("hide", [(), (0, 3)])
def test_the_same_as_the_whole_table_filled_with_means(hide):
    votes = poll()
    hidden = np.isin(np.arange(12), hide)
    found = components(votes.hiding(hidden))
    centre, axes, variance, positions = by_hand(votes, hidden)
    sign = np.sign((found.axes * axes).sum(axis=1))
    assert np.abs(found.centre - centre).max() < CLOSE
    assert np.abs(found.axes - axes * sign[:, None]).max() < CLOSE
    assert np.abs(found.variance - variance).max() < CLOSE
    assert np.abs(found.positions - positions * sign).max() < CLOSE


def test_dropping_hidden_statements_is_as_if_they_had_never_been_asked():
    votes = poll()
    hidden = np.arange(12) < 2
    dropped, never = components(votes.hiding(hidden), hidden="drop"), components(votes.without(hidden))
    assert np.abs(dropped.positions - never.positions).max() < CLOSE
    assert np.abs(dropped.axes[:, 2:] - never.axes).max() < CLOSE
    assert not dropped.axes[:, :2].any()


def test_the_first_entry_of_largest_size_is_positive():
    found = components(poll())
    for axis in found.axes:
        assert axis[np.argmax(np.abs(axis) > np.abs(axis).max() * (1 - 1e-9))] > 0
        assert np.linalg.norm(axis) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(3))
def test_another_order_of_rows_gives_the_same_digits(seed):
    given = rows()
    found, other = components(from_rows(given)), components(from_rows(shuffled(given, seed)))
    assert (found.positions == other.positions).all()
    assert (found.axes == other.axes).all()


def test_many_statements_take_another_way_to_the_same_place(monkeypatch):
    votes = poll(people=200, statements=60, camps=3)
    whole = components(votes)
    monkeypatch.setattr(room, "WHOLE", 10)
    monkeypatch.setattr(room, "_square_pays", lambda _: True)
    by_square = components(votes)
    monkeypatch.setattr(room, "_square_pays", lambda _: False)
    without_square = components(votes)
    for other in (by_square, without_square):
        assert np.abs(other.axes - whole.axes).max() < 1e-9
        assert np.abs(other.positions - whole.positions).max() < 1e-9


def test_lanczos_ends_early_where_few_directions_carry_everything():
    asked = []
    axes = np.linalg.qr(np.random.default_rng(0).normal(size=(50, 2)))[0]
    square = axes @ np.diag([3.0, 2.0]) @ axes.T

    def times(vector):
        asked.append(1)
        return square @ vector

    values, vectors = lanczos(times, 50, 2)
    assert values == pytest.approx([3, 2])
    assert np.abs(np.abs((vectors * axes.T).sum(axis=1)) - 1).max() < 1e-9
    assert len(asked) < 10


@pytest.mark.parametrize(
    "given",
    [
        [("1", "1", 1)],
        [("1", "1", 1), ("2", "1", 1)],
        [("1", "1", 0), ("2", "2", -1)],
    ],
)
def test_nothing_to_tell_people_apart_by_puts_all_into_the_middle(given):
    found = components(from_rows(given))
    assert not found.positions.any()
    assert not found.axes.any()
    assert not found.variance.any()


def test_one_direction_leaves_the_second_axis_empty():
    found = components(from_rows([("1", "1", 1), ("2", "1", -1), ("1", "2", 1), ("2", "2", -1)]))
    assert found.variance[0] == pytest.approx(4)
    assert found.variance[1] == 0
    assert not found.positions[:, 1].any()


def test_no_votes_at_all():
    found = components(from_rows([]))
    assert found.axes.shape == (2, 0)
    assert found.positions.shape == (0, 2)


def test_all_statements_hidden():
    votes = poll()
    found = components(votes.hiding(np.ones(12, dtype=bool)), hidden="drop")
    assert not found.positions.any()
