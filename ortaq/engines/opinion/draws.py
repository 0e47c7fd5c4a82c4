"""Draws that anyone can repeat: a stream of 64-bit numbers from the seed of a record, for loops over many votes.

The seed and the purpose give the first state: the first 8 bytes of SHA-256 of `SEED:PURPOSE`, most significant first.
From there on splitmix64 (Steele, Lea, Flood, OOPSLA 2014) in whole numbers. A number below n is the upper half of
(32 bits × n): for n votes of one person some are likelier than others by n ÷ 2³² at most.
"""

import hashlib
from typing import Final

import numpy as np

from ortaq.engines.opinion.fast import compiled
from ortaq.engines.opinion.votes import Flags, Longs, Votes

STEP: Final = np.uint64(0x9E3779B97F4A7C15)
FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
SECOND: Final = np.uint64(0x94D049BB133111EB)
S27, S30, S31, S32 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(32)


def state(seed: str, purpose: str) -> np.uint64:
    """This will give where the stream of one purpose begins."""
    return np.uint64(int.from_bytes(hashlib.sha256(f"{seed}:{purpose}".encode()).digest()[:8], "big"))


def halves(votes: Votes, seed: str) -> Flags:
    """This will flag one half of each participant's votes, drawn by the seed; of an odd number one more or one less."""
    first = np.zeros(len(votes.value), dtype=np.bool_)
    halve(votes.rows, state(seed, "halves"), first)
    return first


def folds(votes: Votes, seed: str, count: int) -> Longs:
    """This will draw one of `count` folds for each cell."""
    found = np.empty(len(votes.value), dtype=np.int64)
    throw(state(seed, "folds"), count, found)
    return found


@compiled
def scrambled(number: np.uint64) -> np.uint64:
    """The number that splitmix64 makes of a state."""
    number = (number ^ (number >> S30)) * FIRST
    number = (number ^ (number >> S27)) * SECOND
    return number ^ (number >> S31)


@compiled
def below(number: np.uint64, n: int) -> int:
    """Make a number of 64 bits one below n < 2³²."""
    return np.int64(((number >> S32) * np.uint64(n)) >> S32)  # type: ignore[return-value]  # machine code knows no other


@compiled
def halve(rows: Longs, stream: np.uint64, first: Flags) -> None:
    """Shuffle each person's cells and flag the first half of them."""
    for person in range(len(rows) - 1):
        begin, count = rows[person], rows[person + 1] - rows[person]
        order = np.arange(count)
        for last in range(count - 1, 0, -1):
            stream += STEP
            other = below(scrambled(stream), last + 1)
            order[last], order[other] = order[other], order[last]
        stream += STEP
        for cell in range((count + below(scrambled(stream), 2)) // 2):
            first[begin + order[cell]] = True


@compiled
def throw(stream: np.uint64, count: int, out: Longs) -> None:
    """Fill with numbers below `count`."""
    for cell in range(len(out)):
        stream += STEP
        out[cell] = below(scrambled(stream), count)
