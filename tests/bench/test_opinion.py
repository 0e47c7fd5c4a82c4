"""The bench of opinion groups: what it draws, and how it compares."""

import numpy as np
import pytest

from bench.opinion import ANSWERS, STATEMENTS, apart, drawn, ratio


def test_nobody_drawn_answers_a_statement_twice():
    who, what, value = drawn(200)
    assert len({*zip(who.tolist(), what.tolist(), strict=True)}) == 200 * ANSWERS
    assert what.max() < STATEMENTS
    assert set(np.unique(value)) == {-1, 0, 1}


def test_a_side_that_is_not_done_in_the_limit_counts_with_the_limit():
    own = {"seconds": 2.0}
    assert ratio({"seconds": 10.0}, own) == 5
    assert ratio({"over": 100.0}, own) == 50
    assert ratio({"error": "no"}, own) == 0
    assert ratio({"seconds": 10.0}, {"over": 100.0}) == 0


def test_components_may_have_the_other_sign_and_means_may_not():
    own = {name: {"a": 1.0, "b": -1.0} for name in ("mean", "pc1", "pc2")}
    turned = own | {"pc2": {"b": 1.0, "a": -1.0}}
    assert apart(turned, own) == 0
    assert apart(own | {"mean": {"a": -1.0, "b": 1.0}}, own) == pytest.approx(2)
