"""The map is chosen by votes it has not seen."""

import numpy as np
import pytest

from ortaq.engines.opinion import heldout
from ortaq.engines.opinion.heldout import Comparison, compare
from ortaq.engines.opinion.parts import only
from tests.engines.opinion.drawn import drawn, of

VOTES, _, _ = drawn(300, 30, 20, [(1.5, 0), (-1.5, 0)])


def test_the_factors_foresee_better_than_the_components_and_both_than_a_coin():
    found = compare(VOTES, "a")
    assert found.votes == int((VOTES.value != 0).sum())
    assert found.factors < found.components < 693_147
    assert found.better == "factors"


@pytest.mark.parametrize(("losses", "better"), [((5, 4), "components"), ((4, 5), "factors"), ((4, 4), "factors")])
def test_the_smaller_loss_wins_and_of_equals_the_factors(losses, better):
    assert Comparison(10, *losses).better == better


def test_no_votes_tell_nothing():
    assert compare(of([], [], [], 3, 3), "a") == Comparison(0, 0, 0)
    assert compare(of([0, 1], [0, 1], [0, 0], 3, 3), "a") == Comparison(0, 0, 0)


def test_one_vote_is_foreseen_as_a_coin_toss():
    found = compare(of([0], [0], [1], 1, 1), "a")
    assert (found.votes, found.factors, found.components) == (1, 693_147, 693_147)


def test_the_seed_decides_the_folds():
    assert compare(VOTES, "a") == compare(VOTES, "a")
    assert compare(VOTES, "a") != compare(VOTES, "b")


def test_of_many_votes_a_part_is_asked(monkeypatch):
    monkeypatch.setattr(heldout, "MANY", 2000)
    found = compare(VOTES, "a")
    assert 2000 / heldout.FOLDS * 0.7 < found.votes < 2000 / heldout.FOLDS * 1.3
    assert found.better == "factors"


def test_chances_read_from_components_stay_within_what_is_sure():
    seen = only(VOTES, VOTES.value > 0)
    chances = heldout.read(seen, seen.participant, seen.statement)
    assert np.allclose(chances, 1 - heldout.SUREST)
