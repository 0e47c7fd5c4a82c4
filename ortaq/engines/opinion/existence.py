"""Are there groups at all, or one shared cloud of opinion?

k-means cuts any cloud into pieces, so pieces prove nothing. What proves something: that people put into different
groups by one half of their votes also answer differently in the other half. How differently is a number, the sum over
statements and groups of

    (agrees of the group − expected)² ÷ (expected · share of disagrees),
    expected = votes of the group × share of agrees

(Pearson's χ² among those who took a side). If groups meant nothing, the answers to each statement could be dealt out
anew among those who gave them. That is done `DEALS` times; p is the share of deals, the real one among them, with a sum
as large. Nothing is assumed about how votes are spread, and no statement's popularity is changed by a deal.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.opinion import draws
from ortaq.engines.opinion.fast import compiled
from ortaq.engines.opinion.logistic import Floats
from ortaq.engines.opinion.parts import only, thinned
from ortaq.engines.opinion.votes import Ints, Longs, Votes

DEALS: Final = 999
MANY: Final = 200_000
"""Of more votes those of participants taken evenly are dealt, about so many."""
LEVEL: Final = 10
"""Groups exist where p in thousandths is at most this."""
THOUSAND: Final = 1000


def chance(votes: Votes, labels: Ints, seed: str) -> int:
    """This will give p in thousandths: how often a deal separates the groups as much as the votes do.

    labels: participant → group, −1 for none. Without two groups that took sides p is 1000.
    """
    sides = only(votes, (votes.value != 0) & (labels[votes.participant] >= 0))
    few = thinned(sides, MANY)
    if few is not sides:
        step = -(-len(sides.value) // MANY)
        labels = labels[::step]
    begins, order = few.columns
    group = labels[few.participant[order]].astype(np.int32)
    if len(np.unique(group)) <= 1:
        return THOUSAND
    sums = np.zeros(DEALS + 1)
    deal(begins, group, few.value[order] > 0, int(group.max()) + 1, draws.state(seed, "existence"), sums)
    reached = int((sums >= sums[0]).sum())
    return -(-reached * THOUSAND // (DEALS + 1))


@compiled
def deal(begins: Longs, group: Ints, agree: NDArray[np.bool_], groups: int, stream: np.uint64, sums: Floats) -> None:
    """Fill sums[0] with the sum for the votes as they are, the others with those of deals; statement by statement."""
    for thing in range(len(begins) - 1):
        begin, count = begins[thing], begins[thing + 1] - begins[thing]
        sizes, agrees, total = np.zeros(groups), np.zeros(groups), 0
        for cell in range(begin, begin + count):
            sizes[group[cell]] += 1.0
            total += agree[cell]
        if total in (0, count):
            continue
        for cell in range(begin, begin + count):
            agrees[group[cell]] += agree[cell]
        sums[0] += apart(sizes, agrees, total / count)
        seats = group[begin : begin + count].copy()
        for number in range(1, len(sums)):
            agrees[:] = 0.0
            for place in range(total):  # the first `total` seats of a fresh shuffle are those who agree
                stream += draws.STEP
                other = place + draws.below(draws.scrambled(stream), count - place)
                seats[place], seats[other] = seats[other], seats[place]
                agrees[seats[place]] += 1.0
            sums[number] += apart(sizes, agrees, total / count)


@compiled
def apart(sizes: Floats, agrees: Floats, share: float) -> float:
    """Pearson's χ² of one statement."""
    total = 0.0
    for one in range(len(sizes)):
        if sizes[one] > 0.0:
            expected = sizes[one] * share
            total += (agrees[one] - expected) ** 2 / (expected * (1.0 - share))
    return total
