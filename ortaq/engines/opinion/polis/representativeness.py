"""Which statements speak for a group, as Polis chooses them (polismath/math/repness.clj and stats.clj).

Of a group, nₐ agreed, n_d disagreed and n saw the statement; N are the same of all other groups together.

    probability        p = (nₐ + 1) / (n + 2)                                  likewise for disagreeing
    its test           z = 2 √(n + 1) · ((nₐ + 1) / (n + 1) − ½)
    representativeness r = p / ((Nₐ + 1) / (N + 2))
    its test           two proportions (nₐ + 1)/(n + 1) and (Nₐ + 1)/(N + 1), pooled; 0 where the pool is 1

A statement is enough when r's test and p's test both pass 1.2816 (90 %, one side) for agreeing or for disagreeing. The
side with the larger test of r counts. Enough ones are sorted by r · test of r · p · test of p; the statement the group
agrees on best goes before, the first five stay, agreed ones before others. Where none is enough, the best one stays.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ortaq.engines.opinion.components import Floats
from ortaq.engines.opinion.polis.counts import Counts
from ortaq.engines.opinion.votes import Flags, Longs

SURE: Final = 1.2816
"""z of 90 %, one side."""
SHOWN: Final = 5
LIKELY: Final = 0.5
MORE: Final = 1.0


@dataclass(frozen=True)
class Speaking:
    """A statement that speaks for a group. agrees: the side taken. chosen: took that side, of `seen` who saw it.

    best: the one the group agrees on best, by `agreed` of `seen`; it may still stand on the other side.
    """

    statement: int
    agrees: bool
    chosen: int
    agreed: int
    seen: int
    probability: float
    probability_test: float
    ratio: float
    ratio_test: float
    best: bool = False

    @property
    def weight(self) -> float:
        return self.ratio * self.ratio_test * self.probability * self.probability_test


@dataclass(frozen=True, eq=False)
class Side:
    """Agreeing or disagreeing: groups × statements each."""

    chosen: Longs
    seen: Longs
    probability: Floats
    probability_test: Floats
    ratio: Floats
    ratio_test: Floats

    @property
    def weight(self) -> Floats:
        return self.ratio * self.ratio_test * self.probability * self.probability_test

    @property
    def enough(self) -> Flags:
        return (self.ratio_test > SURE) & (self.probability_test > SURE)


def probability(chosen: Longs, seen: Longs) -> Floats:
    return (chosen + 1) / (seen + 2)


def probability_test(chosen: Longs, seen: Longs) -> Floats:
    return 2 * np.sqrt(seen + 1) * ((chosen + 1) / (seen + 1) - 0.5)


def ratio_test(chosen: Longs, others: Longs, seen: Longs, others_seen: Longs) -> Floats:
    """This will give z of two proportions, each with one more vote for it."""
    mine, theirs, n, rest = chosen + 1, others + 1, seen + 1, others_seen + 1
    pool = (mine + theirs) / (n + rest)
    room = np.sqrt(pool * (1 - pool) * (1 / n + 1 / rest))
    return np.where(mine + theirs == n + rest, 0.0, (mine / n - theirs / rest) / np.where(room > 0, room, 1.0))


def sides(counts: Counts) -> tuple[Side, Side]:
    """This will measure agreeing and disagreeing of every group with every statement."""
    rest = counts.rest

    def side(chosen: Longs, others: Longs) -> Side:
        mine = probability(chosen, counts.seen)
        return Side(
            chosen,
            counts.seen,
            mine,
            probability_test(chosen, counts.seen),
            mine / probability(others, rest.seen),
            ratio_test(chosen, others, counts.seen, rest.seen),
        )

    return side(counts.agree, rest.agree), side(counts.disagree, rest.disagree)


def speaking(counts: Counts, hidden: Flags) -> list[list[Speaking]]:
    """This will choose the statements that speak for each group."""
    agree, disagree = sides(counts)
    shown = np.flatnonzero(~hidden)
    return [_chosen(agree, disagree, group, shown) for group in range(len(counts.seen))]


def _chosen(agree: Side, disagree: Side, group: int, shown: Longs) -> list[Speaking]:
    enough = (agree.enough | disagree.enough)[group]
    found = [_told(agree, disagree, group, int(at)) for at in shown if enough[at]]
    best = _agreed_best(agree, disagree, group, shown)
    head = [] if best < 0 else [_told(agree, disagree, group, best, best=True)]
    if not found:
        return head or _surest(agree, disagree, group, shown)
    found.sort(key=lambda one: -one.weight)  # stable: equal ones keep the order of statements
    kept = (head + [one for one in found if one.statement != best])[:SHOWN]
    return [one for one in kept if one.agrees] + [one for one in kept if not one.agrees]


def _told(agree: Side, disagree: Side, group: int, at: int, *, best: bool = False) -> Speaking:
    agrees = bool(agree.ratio_test[group, at] > disagree.ratio_test[group, at])
    side = agree if agrees else disagree
    return Speaking(
        at,
        agrees,
        int(side.chosen[group, at]),
        int(agree.chosen[group, at]),
        int(side.seen[group, at]),
        float(side.probability[group, at]),
        float(side.probability_test[group, at]),
        float(side.ratio[group, at]),
        float(np.float32(side.ratio_test[group, at])),  # Polis keeps this one in single precision and sorts by it
        best,
    )


def _agreed_best(agree: Side, disagree: Side, group: int, shown: Longs) -> int:
    """This will give the statement the group agrees on best, going through them in order; −1 for none.

    The first passes when its probability passes the test, or r > 1 and p > ½. Once one with r > 1 is held, a later one
    needs more r · test · p · test; while one with r ≤ 1 is held, more p · test of p.
    """
    ratio, likely, sure = agree.ratio[group], agree.probability[group], agree.probability_test[group]
    likeliness, weight = likely * sure, agree.weight[group]
    voted = (agree.chosen[group] > 0) | (disagree.chosen[group] > 0)
    best = -1
    for at in shown[voted[shown]]:
        if best < 0:
            better = sure[at] > SURE or (ratio[at] > MORE and likely[at] > LIKELY)
        elif ratio[best] > MORE:
            better = weight[at] > weight[best]
        else:
            better = likeliness[at] > likeliness[best]
        if better:
            best = int(at)
    return best


def _surest(agree: Side, disagree: Side, group: int, shown: Longs) -> list[Speaking]:
    """This will give the statement with the largest test of r, where there is any."""
    if not len(shown):
        return []
    test = np.maximum(agree.ratio_test[group], disagree.ratio_test[group])[shown]
    return [_told(agree, disagree, group, int(shown[int(np.argmax(test))]))]
