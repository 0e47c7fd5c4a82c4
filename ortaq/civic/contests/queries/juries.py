"""What a juror sees: her own work, blind to names and, until all have handed in, to the others."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from ortaq.civic.contests import rules
from ortaq.civic.contests.models import Application, Conflict, Contest, Juror, Review, Score
from ortaq.civic.contests.queries.applications import blinded, files_of
from ortaq.core.files.models import StoredFile
from ortaq.core.people.actor import Actor


@dataclass(frozen=True, slots=True)
class BlindAnswer:
    """One answer as a juror reads it."""

    field: dict[str, Any]
    value: Any
    files: list[StoredFile]


@dataclass(frozen=True, slots=True)
class BlindEntry:
    """An application as a juror reads it: no names, no contacts."""

    number: str
    title: str
    summary: str
    language: str
    asked: int
    answers: list[BlindAnswer]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one juror is."""

    juror: Juror
    assigned: int
    submitted: int
    conflicts: int


def seats(actor: Actor) -> list[Juror]:
    """This will list the juries the actor sits in, with `done` and `all` counted; one statement."""
    if actor.person_id is None:
        return []
    live = ~Q(reviews__state=Review.State.RELEASED)
    return list(
        Juror.objects.filter(person=actor.person_id, left_at__isnull=True, contest__listed=True)
        .select_related("contest", "contest__matter", "contest__body")
        .annotate(
            given=Count("reviews", filter=live, distinct=True),
            done=Count("reviews", filter=Q(reviews__state=Review.State.SUBMITTED), distinct=True),
        )
        .order_by("-contest__closes_at", "pk")
    )


def seat(contest: Contest, actor: Actor) -> Juror | None:
    """This will give the actor's seat in a contest's jury, None for who has none."""
    if actor.person_id is None:
        return None
    return Juror.objects.filter(contest=contest, person=actor.person_id, left_at__isnull=True).first()


def reviews_of(juror: Juror) -> list[Review]:
    """This will list what a juror was given, what is still to do first. One statement."""
    found = Review.objects.filter(juror=juror).exclude(state=Review.State.RELEASED)
    return list(
        found.select_related("application__matter", "application__applicant").order_by("state", "application_id")
    )


def review(number: str, actor: Actor) -> Review | None:
    """This will give the actor's own review of an application; None for others', and where she is too close."""
    if actor.person_id is None:
        return None
    return (
        Review.objects.select_related(
            "juror",
            "application__matter",
            "application__form",
            "application__applicant",
            "application__contest__matter",
        )
        .filter(application__matter__number=number, juror__person=actor.person_id, juror__left_at__isnull=True)
        .exclude(state=Review.State.RELEASED)
        .first()
    )


def seat_of(review: Review) -> rules.Seat:
    """This will give what the juror's rules need. One statement."""
    close = Conflict.objects.filter(juror=review.juror_id, application=review.application_id).exists()
    return rules.Seat(
        person_id=review.juror.person_id,
        left=review.juror.left_at is not None,
        conflict=close,
        submitted=review.state == Review.State.SUBMITTED,
        released=review.state == Review.State.RELEASED,
        contest_state=review.application.contest.state,
    )


def scores_of(review: Review) -> dict[str, int]:
    """This will give one review's scores {criterion: value}."""
    return dict(Score.objects.filter(review=review).values_list("criterion__code", "value"))


def blind_entry(application: Application) -> BlindEntry:
    """This will give an application as jurors read it: questions that tell who she is left out, names masked."""
    files = files_of(application)
    answers = [
        BlindAnswer(one, _blind_value(application, application.answers.get(one["code"])), files.get(one["code"], []))
        for one in application.form.fields
        if one.get("jury", True)
    ]
    return BlindEntry(
        number=application.matter.number,
        title=blinded(application, application.title),
        summary=blinded(application, application.summary),
        language=application.language,
        asked=application.asked,
        answers=answers,
    )


def _blind_value(application: Application, value: Any) -> Any:
    return blinded(application, value) if isinstance(value, str) else value


def all_in(contest: Contest) -> bool:
    """This will tell whether every review of the contest is handed in: before that, jurors see only their own."""
    return not Review.objects.filter(application__contest=contest, state=Review.State.ASSIGNED).exists()


def others_reviews(application: Application, actor: Actor) -> list[Review]:
    """This will give all reviews of an application to its jury once everybody's are in, else []."""
    close = Conflict.objects.filter(application=application, juror__person=actor.person_id).exists()
    if seat(application.contest, actor) is None or close or not all_in(application.contest):
        return []
    found = Review.objects.filter(application=application, state=Review.State.SUBMITTED)
    return list(found.select_related("juror").prefetch_related("scores").order_by("pk"))


def progress(contest: Contest) -> list[Progress]:
    """This will tell the organisers how far each juror is; no scores. One statement."""
    found = (
        Juror.objects.filter(contest=contest, left_at__isnull=True)
        .annotate(
            given=Count("reviews", filter=~Q(reviews__state=Review.State.RELEASED), distinct=True),
            done=Count("reviews", filter=Q(reviews__state=Review.State.SUBMITTED), distinct=True),
            close=Count("conflicts", distinct=True),
        )
        .order_by("-chair", "pk")
    )
    return [Progress(one, one.given, one.done, one.close) for one in found]


def short_of_jurors(contest: Contest) -> int:
    """This will count eligible applications with fewer jurors than the contest asks for. One statement."""
    live = Count("reviews", filter=~Q(reviews__state=Review.State.RELEASED), distinct=True)
    own = Application.objects.filter(contest=contest, state=Application.State.ELIGIBLE).annotate(given=live)
    return own.filter(given__lt=contest.reviews_each).count()


def conflicts_of(contest: Contest) -> list[Conflict]:
    """This will list who is close to what, for the organisers. One statement."""
    found = Conflict.objects.filter(juror__contest=contest).select_related("juror", "application__matter")
    return list(found.order_by("application_id", "juror_id"))
