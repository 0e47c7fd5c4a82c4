"""Who may do what, and why not: every no is a sentence its reader understands."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import second_factor

SIGNERS: Final = (Role.OFFICER, Role.HEAD)
"""Who answers for a body."""
DESK: Final = (Role.OFFICER, Role.HEAD, Role.OPERATOR, Role.MODERATOR)
"""Who reads the applicant's own words at work."""

NOT_YOURS: Final = N_("This appeal is with another body: only its officers can do this.")


@dataclass(frozen=True, slots=True)
class Duty:
    """What the rules need to know of an assignment."""

    body_id: int
    state: str = "open"
    lead: bool = True
    registered_on: date = date.min
    due_on: date | None = None
    extended: bool = False
    territory: str = ""
    """Dotted code of the appeal's place; "" for none."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What the rules need to know of an appeal seen by its applicant."""

    applicant_id: int | None
    access_code: str
    state: str
    reopen_until: date | None = None


def serves(actor: Actor, duty: Duty, *roles: Role) -> Answer:
    """This will tell whether the actor holds one of the roles in the duty's body for the duty's place."""
    fitting = [
        office
        for office in actor.offices
        if office.body_id == duty.body_id and office.role in roles and covers(office.territory, duty.territory)
    ]
    if not fitting:
        return no("not_yours", NOT_YOURS)
    return second_factor(actor)


def covers(office: str, place: str) -> bool:
    """This will tell whether an office's part of the territory ("" for all) holds a place; no place is everybody's."""
    return not office or not place or place == office or place.startswith(office + ".")


def _open(duty: Duty) -> Answer:
    if duty.state == "answered":
        return no("second", N_("This has already been answered."))
    if duty.state == "redirected":
        return no("redirected", N_("This has been forwarded to another body."))
    return YES


def _may(actor: Actor, duty: Duty, *roles: Role) -> Answer:
    return serves(actor, duty, *roles) and _open(duty)


def may_read_text(actor: Actor, *, body_ids: frozenset[int], applicant_id: int | None) -> bool:
    """This will tell whether the actor may read the applicant's own words and name: she, who answers, operators."""
    if actor.person_id is not None and actor.person_id == applicant_id:
        return True
    if actor.system:
        return True
    if not actor.strong:
        return False
    return actor.has_role(Role.OPERATOR, Role.MODERATOR) or any(actor.serves(b, *DESK) for b in body_ids)


def may_take(actor: Actor, duty: Duty) -> Answer:
    """This will tell whether the actor may take it in hand (or give it to a colleague)."""
    return _may(actor, duty, *SIGNERS)


def may_answer(actor: Actor, duty: Duty) -> Answer:
    """This will tell whether the actor may answer for the body; `may_consolidate` adds what the lead waits for."""
    return _may(actor, duty, *SIGNERS)


def may_consolidate(duty: Duty, parts: Sequence[Duty], today: date) -> Answer:
    """This will tell whether the lead may answer now: it waits for parts still in term until its own due day."""
    if not duty.lead or (duty.due_on is not None and today >= duty.due_on):
        return YES
    waiting = [part for part in parts if part.state == "open" and (part.due_on is None or part.due_on >= today)]
    if not waiting:
        return YES
    last = max((part.due_on for part in waiting if part.due_on), default=None)
    if last is None:
        return YES
    return no(
        "parts_open",
        N_(
            "%(count)s more bodies still have time to answer their part, until %(day)s. "
            "The common answer goes after them."
        ),
        count=len(waiting),
        day=last,
    )


def may_redirect(actor: Actor, duty: Duty, *, to: int, until: date, today: date, holding: frozenset[int]) -> Answer:
    """This will tell whether the body may forward: within the term (`until`), to a body that does not have it yet."""
    if not (answer := _may(actor, duty, *SIGNERS, Role.OPERATOR)):
        return answer
    if to == duty.body_id:
        return no("same_body", N_("The appeal is already with this body."))
    if to in holding:
        return no("has_it", N_("This body already answers for a part of the appeal."))
    if today > until:
        return no(
            "redirect_late",
            N_("The three working days for forwarding ended on %(day)s: now this body answers itself."),
            day=until,
        )
    return YES


def may_split(actor: Actor, duty: Duty, *, to: Sequence[int], holding: frozenset[int], today: date) -> Answer:
    """This will tell whether the lead may share parts out: it stays responsible for the common answer."""
    if not (answer := _may(actor, duty, *SIGNERS, Role.OPERATOR)):
        return answer
    if not duty.lead:
        return no("not_lead", N_("Only the body that leads can share the appeal out."))
    if not to:
        return no("no_parts", N_("Name at least one body and its part."))
    if duty.body_id in to or len(set(to)) != len(to) or holding & set(to):
        return no("has_it", N_("This body already answers for a part of the appeal."))
    if duty.due_on is not None and today > duty.due_on:
        return no("due_passed", N_("The due day has passed: answer now, it is too late to share the work out."))
    return YES


def may_extend(actor: Actor, duty: Duty, *, extendable: bool, until: date, latest: date, today: date) -> Answer:
    """This will tell whether the head may extend: once, before the due day passes, to a later day up to `latest`."""
    if not (answer := _may(actor, duty, Role.HEAD)):
        if answer.code == "not_yours" and actor.serves(duty.body_id):
            return no("head_only", N_("Only the head of the body can extend the term."))
        return answer
    if duty.due_on is None or not extendable:
        return no("not_extendable", N_("The law does not let this kind of appeal be extended."))
    if duty.extended:
        return no("extended_already", N_("The term has been extended once already."))
    if today > duty.due_on:
        return no("due_passed", N_("The due day has passed: an extension is no longer possible."))
    if until <= duty.due_on:
        return no("not_later", N_("Choose a day after the present due day, %(day)s."), day=duty.due_on)
    if until > latest:
        return no("too_far", N_("Two months in all is the most: choose %(day)s or earlier."), day=latest)
    return YES


def may_fix(
    actor: Actor,
    bodies: frozenset[int],
    *,
    received_on: date,
    done_on: date,
    today: date,
    needs_photo: bool,
    has_photo: bool,
) -> Answer:
    """This will tell whether "fixed" may be said: by a body that has or had the appeal, with the topic's evidence."""
    if not any(actor.serves(body, *SIGNERS) for body in bodies):
        return no("not_yours", NOT_YOURS)
    if not (second := second_factor(actor)):
        return second
    if done_on > today:
        return no("future", N_("The day the work was done cannot be in the future."))
    if done_on < received_on:
        return no(
            "before_appeal",
            N_("The day the work was done cannot be before the appeal came in, %(day)s."),
            day=received_on,
        )
    if needs_photo and not has_photo:
        return no("needs_photo", N_("Add a photo taken after the work: “fixed” needs it for this topic."))
    return YES


def may_correct(actor: Actor, bodies: frozenset[int]) -> Answer:
    """This will tell whether kind, topic, place may be corrected: by a body that has it, operators, moderators."""
    if not (actor.has_role(Role.OPERATOR, Role.MODERATOR) or any(actor.serves(body, *SIGNERS) for body in bodies)):
        return no("not_yours", NOT_YOURS)
    return second_factor(actor)


def may_moderate(actor: Actor) -> Answer:
    """This will tell whether the actor decides what is public."""
    if not actor.has_role(Role.MODERATOR, Role.OPERATOR):
        return no("not_moderator", N_("Only a moderator decides what is shown in public."))
    return second_factor(actor)


def may_publish_table(actor: Actor) -> Answer:
    """This will tell whether the actor may put a new routing table in force."""
    if actor.system:
        return YES
    if not actor.has_role(Role.ADMIN):
        return no("not_admin", N_("Only an administrator can put a new routing table in force."))
    return second_factor(actor)


def is_applicant(actor: Actor, appeal: Holding, access_code: str) -> bool:
    """This will tell whether the actor is the applicant, by her account or by the code on the slip."""
    if appeal.applicant_id is not None and actor.person_id == appeal.applicant_id:
        return True
    given = access_code.strip().upper().encode()
    return bool(given) and bool(appeal.access_code) and hmac.compare_digest(given, appeal.access_code.encode())


def _answered(actor: Actor, appeal: Holding, access_code: str) -> Answer:
    if not is_applicant(actor, appeal, access_code):
        return no("not_applicant", N_("Only the person who wrote the appeal can do this. The code is on the slip."))
    if appeal.state == "open":
        return no("not_answered", N_("This appeal has not been answered yet."))
    return YES


def may_accept(actor: Actor, appeal: Holding, access_code: str = "") -> Answer:
    """This will tell whether the applicant may say that she is content."""
    if not (answer := _answered(actor, appeal, access_code)):
        return answer
    return no("accepted_already", N_("You have already accepted this answer.")) if appeal.state == "accepted" else YES


def may_rate(actor: Actor, appeal: Holding, access_code: str = "") -> Answer:
    """This will tell whether the applicant may rate the answer; she may change her mind."""
    return _answered(actor, appeal, access_code)


def may_reopen(actor: Actor, appeal: Holding, *, today: date, access_code: str = "") -> Answer:
    """This will tell whether the applicant may send the answer back: after an answer, within the window."""
    if not (answer := _answered(actor, appeal, access_code)):
        return answer
    if appeal.reopen_until is not None and today > appeal.reopen_until:
        return no(
            "reopen_late",
            N_("An answer can be sent back until %(day)s. You can write a new appeal and name this one."),
            day=appeal.reopen_until,
        )
    return YES
