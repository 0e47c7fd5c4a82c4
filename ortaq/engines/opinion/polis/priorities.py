"""Which statement to ask next, as Polis weighs them (conversation.clj, `priority-metric`).

With A agreed, P passed and S saw among those in groups, and E the length of the place an agreeing vote on this
statement alone would have on the map:

    importance = (1 − (P + 1)/(S + 2)) · (E + 1) · (A + 1)/(S + 2)
    priority   = (importance · (1 + 8 · 2^(−S/5)))²        and 7² for statements about the participants themselves
"""

from typing import Final

import numpy as np

from ortaq.engines.opinion.components import Components, Floats
from ortaq.engines.opinion.polis.counts import Counts
from ortaq.engines.opinion.votes import Flags

META: Final = 7.0
NEW: Final = 8.0
"""How much a statement nobody saw is lifted; half of it is gone every five votes."""
HALVES: Final = 5.0


def extremity(found: Components) -> Floats:
    """This will give E of each statement: |1 − mean| · length of its entries in the axes · √m."""
    m = len(found.centre)
    return np.asarray(np.abs(1 - found.centre) * np.sqrt((found.axes**2).sum(axis=0)) * np.sqrt(m))


def priorities(counts: Counts, found: Components, meta: Flags) -> Floats:
    """This will weigh every statement."""
    agreed, disagreed, seen = (all_of.sum(axis=0) for all_of in (counts.agree, counts.disagree, counts.seen))
    passed = seen - agreed - disagreed
    importance = (1 - (passed + 1) / (seen + 2)) * (extremity(found) + 1) * (agreed + 1) / (seen + 2)
    lifted = importance * (1 + NEW * 2.0 ** (-seen / HALVES))
    return np.asarray(np.where(meta, META, lifted) ** 2)
