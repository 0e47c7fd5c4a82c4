"""What all agree on, as Polis says it: consensus of everybody (repness.clj, `select-consensus-comments`) and consensus
across groups (conversation.clj, `:group-aware-consensus`).
"""

from dataclasses import dataclass

import numpy as np

from ortaq.engines.opinion.components import Floats
from ortaq.engines.opinion.polis.counts import Counts, count
from ortaq.engines.opinion.polis.representativeness import LIKELY, SHOWN, SURE, probability, probability_test
from ortaq.engines.opinion.votes import Flags, Longs, Votes


@dataclass(frozen=True)
class Shared:
    """A statement most people take the same side on."""

    statement: int
    chosen: int
    seen: int
    probability: float
    probability_test: float


def consensus(votes: Votes, hidden: Flags) -> tuple[list[Shared], list[Shared]]:
    """This will give what everybody agrees with and what everybody rejects, at most five of each.

    Over all participants, also those in no group: p > ½ and its test above 1.2816, sorted by p · test.
    """
    everybody = count(votes, np.zeros(len(votes.participants), dtype=np.int32), 1)
    seen = everybody.seen[0]
    return _shared(everybody.agree[0], seen, hidden), _shared(everybody.disagree[0], seen, hidden)


def _shared(chosen: Longs, seen: Longs, hidden: Flags) -> list[Shared]:
    likely, sure = probability(chosen, seen), probability_test(chosen, seen)
    found = np.flatnonzero(~hidden & (likely > LIKELY) & (sure > SURE))
    order = found[np.argsort(-(likely * sure)[found], kind="stable")]
    return [Shared(int(at), int(chosen[at]), int(seen[at]), float(likely[at]), float(sure[at])) for at in order[:SHOWN]]


def group_aware(counts: Counts) -> Floats:
    """This will multiply (agreed + 1) / (seen + 2) over the groups: near 1 only where every group agrees."""
    product = np.ones(counts.seen.shape[1])
    for group in range(len(counts.seen)):
        product = product * probability(counts.agree[group], counts.seen[group])
    return product
