"""The juror scores: kept while she thinks, locked once handed in."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ortaq.civic.contests import acts, rules
from ortaq.civic.contests.models import Review, Score
from ortaq.civic.contests.queries.calls import criteria_of, lines_of
from ortaq.civic.contests.queries.juries import scores_of, seat_of
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require
from ortaq.core.tasks.rows import hold


@transaction.atomic
def save_scores(*, review: Review, scores: Mapping[str, int], comment: str = "", actor: Actor, now: datetime) -> Review:
    """This will keep unfinished scores {criterion: whole number}; nobody else sees them."""
    held = _held(review)
    require(rules.may_score(actor, seat_of(held)))
    _keep(held, scores, comment, now, whole=False)
    held.save(update_fields=["comment", "saved_at"])
    return held


@transaction.atomic
def submit_review(
    *, review: Review, scores: Mapping[str, int], comment: str = "", actor: Actor, now: datetime
) -> Review:
    """This will hand scores in and lock them; every criterion must have one. The same button twice changes nothing."""
    held = _held(review)
    seat = seat_of(held)
    if seat.submitted and actor.person_id == seat.person_id and dict(scores) == scores_of(held):
        return held
    require(rules.may_score(actor, seat))
    _keep(held, scores, comment, now, whole=True)
    held.total = rules.total(lines_of(held.application.contest), scores)
    held.state, held.submitted_at = Review.State.SUBMITTED.value, now
    held.save()
    journal.write(
        act=acts.REVIEW_SUBMITTED,
        matter=held.application.contest.matter,
        data={"application": held.application.matter.number},
        personal={"juror": held.juror_id},
        public=False,
        actor=actor,
        now=now,
    )
    return held


def _held(review: Review) -> Review:
    hold(Review.objects.filter(pk=review.pk))
    found = Review.objects.select_related("juror", "application__matter", "application__contest__matter")
    return found.get(pk=review.pk)


def _keep(review: Review, scores: Mapping[str, int], comment: str, now: datetime, *, whole: bool) -> None:
    """Check and replace the scores of a held review."""
    criteria = criteria_of(review.application.contest)
    require(rules.check_scores(lines_of(review.application.contest), scores, whole=whole))
    require(rules.check_comment(comment))
    Score.objects.filter(review=review).delete()
    Score.objects.bulk_create(
        Score(review=review, criterion=one, value=scores[one.code]) for one in criteria if one.code in scores
    )
    review.comment, review.saved_at = comment.strip(), now
