"""Made-up polls: a few people in camps, and the same poll in another order."""

import numpy as np

from ortaq.engines.opinion.votes import Votes, from_rows

Rows = list[tuple[str, str, int]]


def rows(people: int = 40, statements: int = 12, camps: int = 2, answers: float = 0.7, seed: int = 1) -> Rows:
    """This will draw votes of people in camps of equal size that mostly vote alike; the same for the same numbers."""
    chance = np.random.default_rng(seed)
    leaning = chance.choice([-1, 1], (camps, statements))
    return [
        (str(who), str(what), int(leaning[who % camps, what] * (1 if chance.random() < 0.85 else -1)))
        if chance.random() < 0.9
        else (str(who), str(what), 0)
        for who in range(people)
        for what in range(statements)
        if chance.random() < answers
    ]


def poll(**sizes: int) -> Votes:
    return from_rows(rows(**sizes))


def shuffled(given: Rows, seed: int) -> Rows:
    """This will bring the rows into another order."""
    order = np.random.default_rng(seed).permutation(len(given))
    return [given[at] for at in order]


def dense(votes: Votes) -> np.ndarray:
    """This will write the votes as a whole table, with nan where there is none: small polls only."""
    table = np.full(votes.shape, np.nan)
    table[votes.participant, votes.statement] = votes.value
    return table
