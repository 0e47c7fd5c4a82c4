"""A lottery can be drawn again by anyone, and nobody is favoured."""

import hashlib
import random
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines import lot, proof

IDS = st.lists(st.text(min_size=1), unique=True, max_size=30).filter(
    lambda ids: all(text.isprintable() for text in ids)
)


def drawn_by_a_stranger(entries: list[str], seed: str) -> list[str]:
    """Ten lines written from the module's description alone."""
    order, k = sorted(entries), 0
    for i in range(len(order) - 1, 0, -1):
        while True:
            number = int(hashlib.sha256(f"{seed}:{k}".encode()).hexdigest(), 16)
            k += 1
            if number < 2**256 - 2**256 % (i + 1):
                break
        j = number % (i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def test_the_order_of_a_published_lot_never_changes() -> None:
    districts = ["alatau", "almaly", "auezov", "bostandyk", "medeu", "nauryzbay", "turksib", "zhetisu"]
    assert proof.decide("lot.order", 1, {"entries": districts}, "2027-03-01 18:00 Almaty") == {"order": PUBLISHED}


PUBLISHED = ["alatau", "bostandyk", "zhetisu", "turksib", "almaly", "medeu", "nauryzbay", "auezov"]


@given(IDS, st.text(min_size=1).filter(str.isprintable))
def test_a_stranger_draws_the_same_lot_in_ten_lines(entries: list[str], seed: str) -> None:
    assert lot.order({"entries": entries}, seed)["order"] == drawn_by_a_stranger(entries, seed)


@given(IDS, st.text(min_size=1).filter(str.isprintable), st.randoms(use_true_random=False))
def test_the_order_of_handing_in_gives_no_advantage(entries: list[str], seed: str, chance: random.Random) -> None:
    mixed = entries.copy()
    chance.shuffle(mixed)
    drawn = lot.order({"entries": mixed}, seed)["order"]
    assert drawn == lot.order({"entries": entries}, seed)["order"]
    assert sorted(drawn) == sorted(entries)


def test_every_order_of_four_is_about_equally_likely() -> None:
    draws = 4_800
    seen = Counter("".join(lot.shuffled(list("abcd"), f"seed {n}")) for n in range(draws))
    expected = draws / 24
    chi_square = sum((seen["".join(p)] - expected) ** 2 / expected for p in permutations("abcd"))
    assert chi_square < 49.7  # 23 degrees of freedom, one chance in a thousand; the seeds are fixed


def test_a_number_beyond_the_last_whole_multiple_is_thrown_away() -> None:
    rest = lot.SPAN % 3
    assert rest == 1  # so exactly one number, the largest, would favour the remainder 0
    assert lot.number_below(3, iter([lot.SPAN - 1, 5])) == 2
    assert lot.number_below(3, iter([lot.SPAN - 2, 5])) == (lot.SPAN - 2) % 3
    assert lot.number_below(2, iter([lot.SPAN - 1, 0])) == 1


def test_one_entry_and_no_entry_are_lots_too() -> None:
    assert lot.order({"entries": ["only"]}, "s") == {"order": ["only"]}
    assert lot.order({"entries": []}, "s") == {"order": []}


@pytest.mark.parametrize(
    ("case", "seed", "reason"),
    [
        ({"entries": ["a", "b", "a"]}, "s", "'a' stands in the lot twice"),
        ({"entries": ["a"]}, "", "needs a seed"),
        ({"entries": ["a", ""]}, "s", "not empty"),
        ({"entries": [1, 2]}, "s", "is a text"),
        ({"entries": "ab"}, "s", "and nothing else"),
        ({"entries": ["a"], "weights": [2]}, "s", "and nothing else"),
        ({}, "s", "and nothing else"),
    ],
)
def test_a_lot_that_would_not_be_fair_is_refused(case: proof.Case, seed: str, reason: str) -> None:
    with pytest.raises(proof.CaseError, match=reason):
        lot.order(case, seed)
