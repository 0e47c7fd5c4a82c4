"""Three bands around the funding line: surely above, not to be told from the line, surely below.

The method of the SNSF (Heyard et al. 2022, see posterior.py): the provisional line is the expected rank of the last
entry the money reaches; entries whose 50 % credible interval of the rank holds the line are of a quality the jury's
scores cannot tell apart, and talk or a lot decides among them. Both are taken as published (hundredths of a place,
whole places), so whoever reads the figures can draw the bands again; nothing hangs on a digit nobody sees.
"""

from enum import StrEnum
from typing import Final

from ortaq.engines.choice.jury.ranking import Standing

PLACE: Final = 100
"""Expected ranks are in hundredths of a place."""


class Band(StrEnum):
    """Where an entry stands to the line."""

    FUND = "fund"
    INDISTINGUISHABLE = "indistinguishable"
    NOT = "not"


def band(standing: Standing, line: int | None) -> Band:
    """This will give the band of an entry; `line` in hundredths of a place, None when the money reaches everybody.

    An entry counts as sure only if its expected rank and its whole interval lie on the same side.
    """
    if line is None:
        return Band.FUND
    if standing.expected_rank < line and standing.rank_high * PLACE < line:
        return Band.FUND
    if standing.expected_rank > line and standing.rank_low * PLACE > line:
        return Band.NOT
    return Band.INDISTINGUISHABLE
