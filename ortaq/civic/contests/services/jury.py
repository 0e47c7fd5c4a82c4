"""The jury: seats, conflicts, who scores what."""

from datetime import datetime

from ortaq.civic.contests.models import Application, Conflict, Contest, Juror, Review
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person


def invite(
    *, contest: Contest, person: Person, public_name: str, chair: bool = False, actor: Actor, now: datetime
) -> Juror:
    """This will give a person a seat in the jury; refused for who applies there herself."""
    raise NotImplementedError


def leave(*, juror: Juror, actor: Actor, now: datetime) -> Juror:
    """This will end a seat; what she has not handed in is released."""
    raise NotImplementedError


def declare_conflict(*, juror: Juror, application: Application, reason: str, actor: Actor, now: datetime) -> Conflict:
    """This will keep a juror from an application she is close to: no reading, no scoring, no assignment."""
    raise NotImplementedError


def open_judging(*, contest: Contest, reviews_due_at: datetime | None = None, actor: Actor, now: datetime) -> Contest:
    """This will hand the eligible applications to the jury; refused while some are unchecked or objections open."""
    raise NotImplementedError


def assign(*, contest: Contest, actor: Actor, now: datetime) -> int:
    """This will share out what has too few jurors by rule choice.assignment (a public record); gives how many reviews were made."""
    raise NotImplementedError


def add_review(*, juror: Juror, application: Application, actor: Actor, now: datetime) -> Review:
    """This will give one application to one more juror by hand."""
    raise NotImplementedError
