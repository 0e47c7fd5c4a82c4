"""Who may do what in a contest, and why not. Plain Python."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import second_factor

ORGANISERS: Final = (Role.OFFICER, Role.HEAD, Role.ADMIN)
"""Who works on a contest in the organising body."""
SIGNERS: Final = (Role.HEAD, Role.ADMIN)
"""Who decides and answers objections there."""

NOT_YOURS: Final = N_("This contest is with another body: only its officers can do this.")
NOT_HEAD: Final = N_("Only the head of the organising body may do this.")


@dataclass(frozen=True, slots=True)
class Seat:
    """What the rules know of a juror and a review. `submitted` locks the scores."""

    person_id: int
    left: bool = False
    conflict: bool = False
    submitted: bool = False
    released: bool = False
    contest_state: str = "judging"


def may_organise(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor works on contests of the body, with a second factor."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *ORGANISERS):
        return no("not_yours", NOT_YOURS)
    return second_factor(actor)


def may_decide(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor decides there: its head or administrator, with a second factor."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *SIGNERS):
        return no("not_head", NOT_HEAD)
    return second_factor(actor)


def may_apply(actor: Actor, *, is_juror: bool) -> Answer:
    """This will let anyone signed in apply, except the jury."""
    if actor.person_id is None:
        return no("sign_in", N_("Sign in to apply: we have to know where to send the answer."))
    return no("juror", N_("A member of the jury cannot apply in the same contest.")) if is_juror else YES


def is_own(actor: Actor, *, applicant_id: int) -> Answer:
    """This will let an application be changed by its applicant alone."""
    if actor.person_id is not None and actor.person_id == applicant_id:
        return YES
    return no("not_yours", N_("This is somebody else's application."))


def may_sit(*, is_applicant: bool, is_organiser: bool = False, contest_state: str) -> Answer:
    """This will let a person join the jury until the scores are counted.

    Not who applies there, and not who reads the names at the organiser's desk.
    """
    if is_applicant:
        return no("applicant", N_("Who applies in this contest cannot be in its jury."))
    if is_organiser:
        return no("organiser", N_("Who works for the organiser reads the names and cannot be in the jury."))
    if contest_state in ("decided", "appeals", "final"):
        return no("decided", N_("The jury of this contest has decided already."))
    return YES


def may_score(actor: Actor, seat: Seat) -> Answer:
    """This will let a juror score what was given to her, once, while the jury works; a conflict blocks it."""
    if actor.person_id is None or actor.person_id != seat.person_id or seat.left:
        return no("not_juror", N_("Only the juror this was given to may score it."))
    if seat.conflict or seat.released:
        return no("conflict", N_("You have said you are close to this application, so you do not score it."))
    if seat.submitted:
        return no("locked", N_("Your scores for this application are in and cannot be changed."))
    if seat.contest_state != "judging":
        return no("not_judging", N_("The jury is not at work in this contest now."))
    return YES


def may_declare(actor: Actor, seat: Seat, *, organiser: bool = False) -> Answer:
    """This will let a juror, or the organiser she told, say she is close to an application until her scores are in."""
    own = actor.person_id is not None and actor.person_id == seat.person_id
    if seat.left or not (own or organiser):
        return no("not_juror", N_("Only a member of the jury can do this."))
    if seat.submitted:
        return no("locked", N_("The scores for this application are in and cannot be changed."))
    if seat.contest_state in ("decided", "appeals", "final"):
        return no("not_judging", N_("The jury is not at work in this contest now."))
    return YES


def may_be_given(
    *, same_contest: bool, left: bool, conflict: bool, application_state: str, contest_state: str
) -> Answer:
    """This will say whether a juror may be given an application."""
    if not same_contest or left:
        return no("not_juror", N_("Only a member of this jury can be given an application."))
    if conflict:
        return no("conflict", N_("This juror is close to the application and does not score it."))
    if application_state != "eligible" or contest_state != "judging":
        return no("not_judging", N_("The jury is not at work on this application now."))
    return YES


def can_be_judged(
    *, unchecked: int, objections: int, objections_until: datetime | None, eligible: int, jurors: int
) -> Answer:
    """This will say whether the applications can go to the jury."""
    if unchecked:
        return no("unchecked", N_("%(count)s applications have not been checked yet."), count=unchecked)
    if objections:
        return no("objections", N_("Some objections are not answered yet."))
    if objections_until is not None:
        return no(
            "window_open",
            N_("Applicants who were turned down can object until %(day)s; the jury begins after it."),
            day=objections_until,
        )
    if not eligible:
        return no("no_applications", N_("There is no application for the jury to look at."))
    if not jurors:
        return no("no_jury", N_("The jury has no members yet."))
    return YES


def can_be_decided(*, out: int, handed_in: int, objections: int) -> Answer:
    """This will say whether the scores can be counted now."""
    if objections:
        return no("objections", N_("Some objections are not answered yet."))
    if out:
        return no("reviews_out", N_("%(count)s reviews are not handed in yet."), count=out)
    if not handed_in:
        return no("no_scores", N_("Nobody has scored anything yet."))
    return YES
