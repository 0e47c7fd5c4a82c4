"""The juror scores: kept while she thinks, locked once handed in."""

from collections.abc import Mapping
from datetime import datetime

from ortaq.civic.contests.models import Review
from ortaq.core.people.actor import Actor


def save_scores(*, review: Review, scores: Mapping[str, int], comment: str = "", actor: Actor, now: datetime) -> Review:
    """This will keep unfinished scores {criterion: whole number}; nobody else sees them."""
    raise NotImplementedError


def submit_review(
    *, review: Review, scores: Mapping[str, int], comment: str = "", actor: Actor, now: datetime
) -> Review:
    """This will hand scores in and lock them; every criterion must have one."""
    raise NotImplementedError
