"""The model of two factors finds the map the votes were drawn from, says how sure it is, and always the same digits."""

import math
from dataclasses import replace

import numpy as np
import pytest

from ortaq.engines.opinion import factors, logistic
from ortaq.engines.opinion.parts import only
from tests.engines.opinion.drawn import dealt, drawn, of

CAMPS = [(1.2, 0.3), (-1.0, 0.6), (0.0, -1.2)]


@pytest.fixture(scope="module")
def known():
    return drawn(800, 60, 30, CAMPS)


@pytest.fixture(scope="module")
def model(known):
    return factors.fit(known[0])


def turned(found, onto):
    """This will bring found positions to the true ones by the best affine map, which the votes cannot know."""
    wide = np.column_stack([found, np.ones(len(found))])
    return wide @ np.linalg.lstsq(wide, onto, rcond=None)[0]


def test_the_map_is_found_again(known, model):
    _, place, _ = known
    found = turned(model.position, place)
    assert [np.corrcoef(found[:, axis], place[:, axis])[0, 1] > 0.9 for axis in (0, 1)] == [True, True]


def test_standard_errors_cover_the_truth_as_often_as_they_say(known, model):
    """Positions drawn from the model's own law lie within two standard errors 95 times in a hundred."""
    votes, _, _ = known
    chance = np.random.default_rng(3)
    place = chance.normal(size=(800, 2))
    logit = (place[votes.participant] * model.loading[votes.statement]).sum(axis=1) + model.base[votes.statement]
    sign = np.where(chance.random(len(logit)) < 1 / (1 + np.exp(-logit)), 1, -1).astype(np.int8)
    position, doubt = factors.place(model, votes.rows, votes.statement, sign)
    inside = np.abs(position - place) <= 2 * np.sqrt(doubt[:, [0, 2]])
    assert 0.90 <= inside.mean() <= 0.98


def test_people_are_of_mean_0_and_variance_1_and_the_first_axis_is_the_stronger(model):
    variance = np.cov(model.position.T, bias=True) + np.array(
        [[model.doubt[:, 0].mean(), model.doubt[:, 1].mean()], [model.doubt[:, 1].mean(), model.doubt[:, 2].mean()]]
    )
    assert np.abs(model.position.mean(axis=0)).max() < 0.01
    assert np.abs(variance - np.eye(2)).max() < 0.05
    strength = (model.loading**2).sum(axis=0)
    assert strength[0] > strength[1]
    assert ((model.loading**3).sum(axis=0) > 0).all()


def test_votes_without_opinion_give_each_statement_its_share(known):
    votes = dealt(known[0], 5)
    model = factors.fit(votes)
    sides = only(votes, votes.value != 0)
    share = np.bincount(sides.statement, sides.value > 0) / np.bincount(sides.statement)
    chances = factors.chances(model, sides.participant, sides.statement)
    mean = np.bincount(sides.statement, chances) / np.bincount(sides.statement)
    assert np.abs(mean - share).max() < 0.05


def test_passes_are_not_seen(known):
    votes, _, _ = known
    with_passes, without = factors.fit(votes), factors.fit(only(votes, votes.value != 0))
    assert (with_passes.position == without.position).all()
    assert (with_passes.base == without.base).all()


def test_who_only_passed_stands_in_the_middle_with_an_error_of_one(known):
    votes, _, _ = known
    model = factors.fit(replace(votes, value=np.where(votes.participant == 0, 0, votes.value).astype(np.int8)))
    position, doubt = factors.place(model, np.array([0, 0]), np.zeros(0, np.int32), np.zeros(0, np.int8))
    assert position.tolist() == [[0.0, 0.0]]
    assert doubt.tolist() == [[1.0, 0.0, 1.0]]


def test_placing_on_a_finished_map_gives_the_place_of_the_fit(known, model):
    votes, _, _ = known
    position, doubt = factors.place(model, votes.rows, votes.statement, votes.value)
    assert np.abs(position - model.position).max() < 0.05
    assert np.abs(doubt - model.doubt).max() < 0.05


def test_chances_are_calibrated_on_votes_not_seen(known):
    votes, _, _ = known
    asked = np.random.default_rng(1).random(len(votes.value)) < 0.3
    model, test = factors.fit(only(votes, ~asked)), only(votes, asked & (votes.value != 0))
    chance = factors.chances(model, test.participant, test.statement)
    for low in (0.2, 0.4, 0.6, 0.8):
        part = (chance >= low) & (chance < low + 0.2)
        assert abs((test.value[part] > 0).mean() - chance[part].mean()) < 0.06


@pytest.mark.parametrize("shape", [(0, 0), (3, 0), (0, 3), (3, 3)])
def test_nothing_to_learn_from_is_no_trouble(shape):
    model = factors.fit(of([], [], [], *shape))
    assert model.position.tolist() == [[0.0, 0.0]] * shape[0]
    assert len(model.base) == shape[1]
    assert np.isfinite(model.loading).all()


def test_many_participants_are_learnt_from_a_part_first_with_the_same_result(known, monkeypatch):
    votes, _, _ = known
    whole = factors.fit(votes)
    monkeypatch.setattr(factors, "LEARNERS", 400)
    quick = factors.fit(votes)
    ask = only(votes, votes.value != 0)
    gap = factors.chances(whole, ask.participant, ask.statement) - factors.chances(
        quick, ask.participant, ask.statement
    )
    assert np.sqrt((gap**2).mean()) < 0.01


def test_the_exponential_of_five_operations_agrees_with_the_library():
    for x in np.linspace(-60, 60, 2001).tolist():
        assert logistic.exponential(x) == pytest.approx(math.exp(x), rel=4e-15)
    assert logistic.exponential(1e9) == logistic.exponential(700.0) < math.inf
    assert logistic.logistic(-1e9) > 0


def test_the_curvature_is_continuous_where_its_formula_ends():
    assert logistic.curvature(0.0) == 0.25
    assert logistic.curvature(1.01e-8) == pytest.approx(0.25, abs=1e-8)
    assert logistic.curvature(4.0) == pytest.approx((1 / (1 + math.exp(-2)) - 0.5) / 2)
