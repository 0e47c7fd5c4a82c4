"""Polls drawn from a known map of opinion, polls without any opinion in them, and votes dealt out anew."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from ortaq.engines.opinion.votes import Votes, from_arrays


def drawn(
    people: int, statements: int, each: int, camps: list[tuple[float, float]], *, spread: float = 0.5, seed: int = 1
):
    """This will draw votes of people around the camps: (votes, position of everybody, camp of everybody)."""
    chance = np.random.default_rng(seed)
    camp = chance.integers(0, len(camps), people)
    place = np.array(camps, dtype=float)[camp] + chance.normal(0, spread, (people, 2))
    loading, base = chance.normal(0, 1.2, (statements, 2)), chance.normal(0.4, 0.8, statements)
    who = np.repeat(np.arange(people), each)
    what = np.concatenate([np.sort(chance.choice(statements, each, replace=False)) for _ in range(people)])
    agrees = chance.random(len(who)) < 1 / (1 + np.exp(-(place[who] * loading[what]).sum(axis=1) - base[what]))
    sign = np.where(agrees, 1, -1)
    sign[chance.random(len(who)) < 0.1] = 0
    return of(who, what, sign, people, statements), place, camp


def dealt(votes: Votes, seed: int) -> Votes:
    """This will deal the answers to each statement out anew among those who gave them: no opinion is left."""
    chance = np.random.default_rng(seed)
    value = votes.value.copy()
    begins, order = votes.columns
    for begin, end in pairwise(begins):
        cells = order[begin:end]
        value[cells] = chance.permutation(value[cells])
    return replace(votes, value=value)


def of(who, what, sign, people: int, statements: int, **flags) -> Votes:
    """This will make votes of positions, with everybody and everything there though nobody voted."""
    return from_arrays(
        np.asarray(who, dtype=np.int64),
        np.asarray(what, dtype=np.int64),
        np.asarray(sign, dtype=np.int64),
        participants=[str(number) for number in range(people)],
        statements=[str(number) for number in range(statements)],
        **flags,
    )
