"""How sure is it that somebody belongs to their group? Their votes are drawn anew, with repetition, and they are placed
again on the map as it stands; the confidence is the share of `DRAWS` draws that end nearest to the same group's centre
(the bootstrap of Efron, Ann. Statist. 7 (1979), 1–26). It tells how much hangs on a few of their votes, not how far
apart the groups are.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from ortaq.engines.opinion import draws
from ortaq.engines.opinion.chart import Chart
from ortaq.engines.opinion.fast import compiled
from ortaq.engines.opinion.logistic import Floats
from ortaq.engines.opinion.parts import only
from ortaq.engines.opinion.votes import Ints, Longs, Votes

DRAWS: Final = 50
THOUSAND: Final = 1000
BLOCK: Final = 1 << 20
"""Votes whose pulls are held in memory at a time, about (40 MB)."""


def confidence(chart: Chart, votes: Votes, labels: Ints, centres: Floats, seed: str) -> Longs:
    """This will give each participant's confidence in thousandths, by the votes that grouped them; 0 for no group."""
    sides = only(votes, votes.value != 0)
    same = np.zeros(len(labels), dtype=np.int64)
    stream = draws.state(seed, "membership")
    for first, last in _blocks(sides.rows):
        begins = sides.rows[first : last + 1] - sides.rows[first]
        redraw(begins, chart.pulls(sides, first, last), labels[first:last], centres, stream, first, same[first:last])
    return same * THOUSAND // DRAWS


def _blocks(rows: Longs) -> Iterator[tuple[int, int]]:
    first, people = 0, len(rows) - 1
    while first < people:
        last = max(int(np.searchsorted(rows, rows[first] + BLOCK, side="right")) - 1, first + 1)
        yield first, min(last, people)
        first = last


@compiled
def redraw(
    begins: Longs, pulls: Floats, labels: Ints, centres: Floats, stream: np.uint64, before: int, same: Longs
) -> None:
    """Count for each person the draws nearest to the centre of their group; `before`: how many people came earlier.

    Everybody has a stream of their own.
    """
    total = np.zeros(pulls.shape[1])
    for person in range(len(labels)):
        begin, count = begins[person], begins[person + 1] - begins[person]
        if labels[person] < 0 or count == 0:
            continue
        state = draws.scrambled(stream + np.uint64(before + person) * draws.STEP)
        for _ in range(DRAWS):
            total[:] = 0.0
            for _ in range(count):
                state += draws.STEP
                drawn = begin + draws.below(draws.scrambled(state), count)
                for part in range(len(total)):
                    total[part] += pulls[drawn, part]
            first, second = 1.0 + total[0], 1.0 + total[2]
            size = first * second - total[1] * total[1]
            x = (second * total[3] - total[1] * total[4]) / size
            y = (first * total[4] - total[1] * total[3]) / size
            same[person] += nearest(x, y, centres) == labels[person]


@compiled
def nearest(x: float, y: float, centres: Floats) -> int:
    """The nearest centre, the first of equally near ones."""
    best, least = 0, np.inf
    for group in range(len(centres)):
        far = (x - centres[group, 0]) ** 2 + (y - centres[group, 1]) ** 2
        if far < least:
            best, least = group, far
    return best
