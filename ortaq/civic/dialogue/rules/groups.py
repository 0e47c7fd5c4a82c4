"""When votes are counted into groups again, and how many findings a page names. Plain Python."""

from datetime import datetime, timedelta
from typing import Final

QUIET: Final = timedelta(hours=24)
"""Any new vote is counted within a day."""
GROWTH: Final = 10
"""Per cent of votes more, or fewer, after which it does not wait so long."""
LEAST: Final = 20
"""Votes more that are worth a count before the day is over."""
NAMED: Final = 12
"""Findings, common grounds and divisions kept for a page."""
AGREED: Final = 500
"""Common ground begins where surely more than half of every group agrees, in thousandths."""


def is_count_due(
    *, counted_votes: int, counted_at: datetime | None, votes: int, newest: datetime | None, now: datetime
) -> bool:
    """This will say whether a process is to be counted again."""
    if counted_at is None:
        return votes > 0
    changed = votes != counted_votes or (newest is not None and newest > counted_at)
    if not changed:
        return False
    moved = abs(votes - counted_votes)
    return now - counted_at >= QUIET or moved >= max(LEAST, counted_votes * GROWTH // 100)
