"""One person's place after each vote: the top of their posterior, nothing else."""

from math import pi, sqrt

import numpy as np
import pytest

from ortaq.engines.opinion import factors, votes
from ortaq.engines.opinion.online import items_of, nothing_known, position
from tests.engines.opinion.items import drawn_items, items


def test_without_a_vote_a_person_stands_in_the_middle_and_may_be_anywhere():
    place = position(drawn_items(5), {})
    assert (place.x, place.y, place.votes) == (0.0, 0.0, 0)
    assert place.covariance == pytest.approx((1.0, 0.0, 1.0))


def test_agreeing_moves_along_the_loading_and_disagreeing_the_other_way():
    east = items(("park", 0.0, 2.0, 0.0))
    agreed, disagreed = position(east, {"park": 1}), position(east, {"park": -1})
    assert agreed.x > 0.5
    assert disagreed.x == pytest.approx(-agreed.x)
    assert agreed.y == 0.0
    assert agreed.covariance[0] < 1.0 == agreed.covariance[2]


def test_the_place_is_the_highest_point_of_the_posterior():
    count = drawn_items(40)
    random = np.random.default_rng(3)
    votes = {str(n): int(random.choice([-1, 0, 1])) for n in range(1, 41)}
    place = position(count, votes)

    def height(x: float, y: float) -> float:
        sum_ = -(x * x + y * y) / 2
        for name, sign in votes.items():
            logit = count.base[count.place[name]] + count.loading[count.place[name]] @ [x, y]
            sum_ -= np.logaddexp(0, -sign * logit) if sign else 0.0
        return float(sum_)

    top = height(place.x, place.y)
    for angle in np.linspace(0, 2 * pi, 24):
        for far in (1e-3, 0.1, 1.0):
            assert height(place.x + far * np.cos(angle), place.y + far * np.sin(angle)) < top
    step = 1e-3
    bend = -(height(place.x + step, place.y) - 2 * top + height(place.x - step, place.y)) / step**2
    inverse = np.linalg.inv([[place.covariance[0], place.covariance[1]], [place.covariance[1], place.covariance[2]]])
    assert bend == pytest.approx(inverse[0, 0], rel=1e-3)


def test_steep_statements_that_contradict_each_other_still_end_at_a_place():
    steep = items(("a", 40.0, 60.0, -5.0), ("b", -40.0, 60.0, 5.0), ("c", 0.0, -80.0, 30.0))
    place = position(steep, {"a": -1, "b": 1, "c": 1})
    slope = -np.array([place.x, place.y])
    for name, agreed in (("a", 0.0), ("b", 1.0), ("c", 1.0)):
        cell = steep.place[name]
        chance = 1 / (1 + np.exp(-(steep.base[cell] + steep.loading[cell] @ [place.x, place.y])))
        slope += (agreed - chance) * steep.loading[cell]
    assert np.abs(slope).max() < 1e-6


def test_passes_and_statements_newer_than_the_count_change_nothing():
    count = drawn_items(6)
    votes = {"1": 1, "2": -1}
    assert position(count, votes | {"3": 0, "born yesterday": 1}) == position(count, votes)
    assert position(nothing_known(), {"1": 1}).votes == 0


def test_the_order_of_votes_changes_nothing_to_the_last_bit():
    count = drawn_items(30)
    votes = {str(n): 1 if n % 3 else -1 for n in range(1, 31)}
    backwards = dict(reversed(votes.items()))
    assert position(count, votes) == position(count, backwards)


def test_people_placed_by_their_votes_stand_where_they_were_drawn():
    count = drawn_items(120)
    random = np.random.default_rng(11)
    off, promised = [], []
    for _ in range(150):
        truth = random.normal(0, 1, 2)
        chance = 1 / (1 + np.exp(-(count.base + count.loading @ truth)))
        signs = np.where(random.random(120) < chance, 1, -1)
        place = position(count, {str(n + 1): int(sign) for n, sign in enumerate(signs)})
        off.append((place.x - truth[0]) ** 2)
        promised.append(place.covariance[0])
    assert np.mean(off) == pytest.approx(np.mean(promised), rel=0.35)


def test_between_two_counts_a_person_stands_about_where_the_next_count_will_put_them():
    random = np.random.default_rng(2)
    truth, loading = random.normal(0, 1, (400, 2)), random.normal(0, 1.5, (40, 2))
    chance = 1 / (1 + np.exp(-truth @ loading.T))
    sign = np.where(random.random((400, 40)) < chance, 1, -1)
    sign[random.random((400, 40)) < 0.1] = 0
    people, things = np.nonzero(random.random((400, 40)) < 0.6)
    cast = votes.from_arrays(people, things, sign[people, things])
    model = factors.fit(cast)
    count = items_of(cast, model)
    assert (count.answered + count.passed).sum() == len(people)
    for person in range(0, 400, 7):
        own = {cast.statements[j]: int(sign[person, j]) for j in things[people == person]}
        place = position(count, own)
        off = np.abs(np.array([place.x, place.y]) - model.position[person]) / model.standard_error[person]
        assert off.max() < 0.5
        assert 0.75 < sqrt(place.covariance[0]) / model.standard_error[person, 0] < 1.5


def test_a_count_of_nothing_knows_nothing():
    none = votes.from_rows([])
    assert items_of(none, factors.fit(none)).statements == ()


def test_a_vote_that_is_no_vote_is_refused():
    with pytest.raises(ValueError, match="−1, 0 or"):
        position(drawn_items(3), {"1": 2})


def test_the_ellipse_is_as_long_as_the_spread():
    place = position(items(("a", 0.0, 2.0, 2.0)), {"a": 1})
    long, short, angle = place.ellipse()
    assert long == pytest.approx(1.0)
    assert short == pytest.approx(sqrt(place.covariance[0] + place.covariance[2] - 1.0))
    assert abs(angle) == pytest.approx(pi / 4)
    assert np.sign(angle) == -1  # what is unknown lies across the statement's line
