"""How often each group agreed with, disagreed with and saw each statement."""

from dataclasses import dataclass

import numpy as np

from ortaq.engines.opinion.votes import AGREE, DISAGREE, Flags, Ints, Longs, Votes


@dataclass(frozen=True, eq=False)
class Counts:
    """groups × statements each; seen includes those who passed."""

    agree: Longs
    disagree: Longs
    seen: Longs

    @property
    def rest(self) -> "Counts":
        """The same for everybody in the other groups."""
        return Counts(*(all_of.sum(axis=0) - all_of for all_of in (self.agree, self.disagree, self.seen)))


def count(votes: Votes, labels: Ints, groups: int) -> Counts:
    """This will count by group; labels: participant → 0 … groups − 1, −1 for who is in none."""
    m = len(votes.statements)
    group = labels[votes.participant].astype(np.int64)
    inside = group >= 0
    cell, value = (group * m + votes.statement)[inside], votes.value[inside]

    def told(which: Flags) -> Longs:
        return np.bincount(cell[which], minlength=groups * m).reshape(groups, m).astype(np.int64)

    return Counts(told(value == AGREE), told(value == DISAGREE), told(np.ones(len(value), dtype=np.bool_)))
