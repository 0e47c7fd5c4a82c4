"""What a group says differently from everybody else: exact tests, with the number of tests taken into account.

Among those who took a side on a statement, does the group agree more (or less) often than the others? Fisher's exact
test: were the agrees dealt out blindly, the agrees of the group would follow the hypergeometric law; p is twice the
smaller tail. Only statements on which the group and the others cast at least `LEAST` votes each are tested. All tests
of all groups are one family: q is the value of Benjamini and Hochberg (J. R. Statist. Soc. B 57 (1995), 289–300), and
among what is reported with q ≤ `LEVEL` about that share is false at most. It holds if the groups were made of other
votes than those counted here (`groups.py` sees to that).
"""

from typing import Any, Final

import numpy as np

from ortaq.engines.opinion.fast import compiled
from ortaq.engines.opinion.logistic import Floats
from ortaq.engines.opinion.votes import Ints, Longs, Votes

LEAST: Final = 7
"""Votes (agree or disagree) without which a group's answer to a statement is not judged."""
LEVEL: Final = 50_000
"""The largest q of a finding, in millionths."""
MILLIONTHS: Final = 1_000_000
THOUSAND: Final = 1000
NEGLIGIBLE: Final = 1e-30
AGREE, DISAGREE, PASS = 0, 1, 2


def counts(votes: Votes, labels: Ints, groups: int) -> Longs:
    """This will count agrees, disagrees and passes: groups × statements × 3; participants with −1 are left out."""
    m = len(votes.statements)
    group = labels[votes.participant].astype(np.int64)
    kind = np.array([DISAGREE, PASS, AGREE], dtype=np.int64)[votes.value.astype(np.int64) + 1]
    cells = ((group * m + votes.statement) * 3 + kind)[group >= 0]
    return np.bincount(cells, minlength=groups * m * 3).reshape(groups, m, 3)


def find(counted: Longs, names: tuple[str, ...]) -> list[list[dict[str, Any]]]:
    """This will give each group's findings, the surest first: plain values, shares in thousandths, q in millionths.

    direction: agree or disagree, compared with the others. share, others: agrees among those who took a side.
    """
    sides = counted[:, :, AGREE] + counted[:, :, DISAGREE]
    rest = sides.sum(axis=0) - sides
    tested = np.argwhere((sides >= LEAST) & (rest >= LEAST))
    agrees = counted[:, :, AGREE].sum(axis=0)
    chances = np.zeros(len(tested))
    for number, (group, thing) in enumerate(tested.tolist()):
        own, size = counted[group, thing, AGREE], sides[group, thing]
        chances[number] = fisher(int(own), int(size), int(agrees[thing]), int(size + rest[group, thing]))
    found: list[list[dict[str, Any]]] = [[] for _ in range(len(counted))]
    for (group, thing), q in zip(tested.tolist(), adjusted(chances), strict=True):
        if q > LEVEL:
            continue
        agree, disagree, passed = counted[group, thing].tolist()
        others = int(agrees[thing]) - agree
        size, beside = agree + disagree, int(rest[group, thing])
        found[group].append(
            {
                "statement": names[thing],
                "direction": "agree" if agree * beside > others * size else "disagree",
                "n": agree + disagree + passed,
                "agree": agree,
                "disagree": disagree,
                "pass": passed,
                "share": agree * THOUSAND // size,
                "others": others * THOUSAND // beside,
                "q": q,
            }
        )
    place = {name: position for position, name in enumerate(names)}
    for list_ in found:
        list_.sort(key=lambda one: (one["q"], -abs(one["share"] - one["others"]), place[one["statement"]]))
    return found


def adjusted(chances: Floats) -> list[int]:
    """This will give the q of each p by Benjamini and Hochberg, in millionths, rounded up."""
    count = len(chances)
    order = np.argsort(chances, kind="stable").tolist()
    found, least = [0] * count, 1.0
    for rank in range(count, 0, -1):
        test = order[rank - 1]
        least = min(least, float(chances[test]) * count / rank)
        found[test] = int(np.ceil(least * MILLIONTHS))
    return found


@compiled
def fisher(own: int, size: int, agrees: int, everybody: int) -> float:
    """Twice the smaller tail of the hypergeometric law at `own` agrees of a group of `size`, at most 1.

    From the middle outwards each term is the last one times a ratio of whole numbers; the sum makes them a law.
    """
    low, high = max(0, size + agrees - everybody), min(size, agrees)
    middle = min(max(int((size + 1.0) * (agrees + 1.0) / (everybody + 2.0)), low), high)
    total, above, beneath = 0.0, 0.0, 0.0
    term = 1.0
    for x in range(middle, high + 1):
        total += term
        above += term if x >= own else 0.0
        beneath += term if x <= own else 0.0
        term *= (agrees - x) * (size - x) / ((x + 1.0) * (everybody - agrees - size + x + 1.0))
        if term < NEGLIGIBLE:
            break
    term = 1.0
    for x in range(middle, low, -1):
        term *= x * (everybody - agrees - size + x) / ((agrees - x + 1.0) * (size - x + 1.0))
        total += term
        above += term if x - 1 >= own else 0.0
        beneath += term if x - 1 <= own else 0.0
        if term < NEGLIGIBLE:
            break
    return float(min(1.0, 2.0 * min(above, beneath) / total))
