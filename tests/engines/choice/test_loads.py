"""Balanced loads: the flow finds what looking at every subset finds."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.choice import loads
from ortaq.engines.choice.loads import Network, balanced, heavier


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Up to six projects over up to eight classes of voters."""
    classes = draw(st.integers(1, 8))
    some = st.sets(st.integers(0, classes - 1), min_size=1)
    supporters = [sorted(one) for one in draw(st.lists(some, min_size=1, max_size=6))]
    return Network.of(
        costs=np.array([draw(st.integers(1, 30)) for _ in supporters]),
        weights=np.array([draw(st.integers(1, 9)) for _ in range(classes)]),
        owner=np.array([number for number, row in enumerate(supporters) for _ in row]),
        to=np.array([one for row in supporters for one in row]),
    )


def plainly(network: Network) -> Fraction:
    everyone = range(len(network.costs))
    return max(
        Fraction(int(network.costs[list(chosen)].sum()), network.supporters(chosen))
        for size in range(1, len(network.costs) + 1)
        for chosen in combinations(everyone, size)
    )


@given(networks())
def test_the_least_largest_load_is_what_the_heaviest_part_forces(network: Network) -> None:
    load, tight = balanced(network, Fraction(0))
    assert load == plainly(network)
    assert tight is not None
    assert tight.load == load
    assert Fraction(int(network.costs[list(tight.projects)].sum()), network.supporters(tight.projects)) == load
    assert balanced(network, load) == (load, None)
    assert heavier(network, load) is None


@given(networks(), st.fractions(Fraction(1, 2), Fraction(3, 2)))
def test_above_a_ceiling_the_search_may_end_early(network: Network, share: Fraction) -> None:
    true = plainly(network)
    found, _ = balanced(network, Fraction(0), ceiling=true * share)
    assert found == true if share >= 1 else true * share < found <= true


@given(networks())
def test_numbers_beyond_64_bits_give_the_same(network: Network) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(loads, "SAFE", 0)
        assert balanced(network, Fraction(0))[0] == plainly(network)
