"""Common ground and what divides, judged by the group that likes a statement least.

A share seen among few people may be an accident, so a group's agreement counts with its lower bound (Wilson, J. Amer.
Statist. Assoc. 22 (1927), 209–212, `Z` standard deviations: in 19 of 20 such cases the true share lies above). It is
the share of *all* who voted, passes too: a shrug carries no bridge.

Bridging score: the least lower bound of all groups. Gap: the largest lower bound less the least upper bound; where it
is above 0 two groups differ by at least that. Statements on which some group cast fewer than `LEAST` votes have
neither.
"""

from typing import Any, Final

import numpy as np

from ortaq.engines.opinion.findings import AGREE, LEAST, THOUSAND
from ortaq.engines.opinion.logistic import Floats
from ortaq.engines.opinion.votes import Flags, Longs

Z: Final = 1.6448536269514722


def bounds(agrees: Longs, cast: Longs) -> tuple[Floats, Floats]:
    """This will give the lower and upper bounds of the shares agrees ÷ cast; 0 and 1 where nothing was cast."""
    n = np.maximum(cast, 1).astype(np.float64)
    share, square = agrees / n, Z * Z
    middle = share + square / (2.0 * n)
    reach = Z * np.sqrt(share * (1.0 - share) / n + square / (4.0 * n * n))
    flat = 1.0 + square / n
    return np.where(cast > 0, (middle - reach) / flat, 0.0), np.where(cast > 0, (middle + reach) / flat, 1.0)


def common_ground(counted: Longs, names: tuple[str, ...], rated: Flags) -> list[dict[str, Any]]:
    """This will put the rated statements in order of bridging: [{statement, score, shares}], scores in thousandths.

    shares: agrees of all who voted, by group, in thousandths; None of a group that cast no vote at all.
    """
    cast, agrees, low, _, judged = _bounded(counted, rated)
    score = np.floor(low.min(axis=0, initial=1.0) * THOUSAND).astype(np.int64)
    order = sorted(np.flatnonzero(judged).tolist(), key=lambda thing: (-score[thing], thing))
    return [
        {"statement": names[thing], "score": int(score[thing]), "shares": _shares(agrees, cast, thing)}
        for thing in order
    ]


def divisive(counted: Longs, names: tuple[str, ...], rated: Flags) -> list[dict[str, Any]]:
    """This will put the statements that divide in order of the gap: [{statement, gap, shares}], in thousandths."""
    cast, agrees, low, high, judged = _bounded(counted, rated)
    gap = np.floor((low.max(axis=0, initial=0.0) - high.min(axis=0, initial=1.0)) * THOUSAND).astype(np.int64)
    order = sorted(np.flatnonzero(judged & (gap > 0)).tolist(), key=lambda thing: (-gap[thing], thing))
    return [
        {"statement": names[thing], "gap": int(gap[thing]), "shares": _shares(agrees, cast, thing)} for thing in order
    ]


def _bounded(counted: Longs, rated: Flags) -> tuple[Longs, Longs, Floats, Floats, Flags]:
    """This will give votes and agrees of all groups, both bounds of the groups that voted, and what can be judged."""
    cast, agrees = counted.sum(axis=2), counted[:, :, AGREE]
    there = cast.sum(axis=1) > 0
    low, high = bounds(agrees[there], cast[there])
    return cast, agrees, low, high, rated & (cast[there] >= LEAST).all(axis=0) & bool(there.any())


def _shares(agrees: Longs, cast: Longs, thing: int) -> list[int | None]:
    pairs = zip(agrees[:, thing].tolist(), cast[:, thing].tolist(), strict=True)
    return [agree * THOUSAND // all_ if all_ else None for agree, all_ in pairs]
