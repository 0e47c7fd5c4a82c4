"""Who runs a process and who answers in it. Plain Python."""

from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import second_factor

ORGANISERS: Final = (Role.OFFICER, Role.HEAD, Role.ADMIN)
"""Who works on a process in the organising body, and on clusters in the answering one."""
MODERATORS: Final = (Role.MODERATOR, Role.OPERATOR, Role.ADMIN)
NOT_YOURS: Final = N_("This dialogue is with another body: only its officers can do this.")


def may_organise(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor works on processes of the body, with a second factor."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *ORGANISERS):
        return no("not_yours", NOT_YOURS)
    return second_factor(actor)


def may_answer(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor gives fates in the name of the body."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *ORGANISERS):
        return no("not_your_body", N_("Only officers of the body that answers can do this."))
    return second_factor(actor)


def may_moderate(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor looks at what residents write: a moderator, or the organiser."""
    if actor.has_role(*MODERATORS):
        return second_factor(actor)
    return may_organise(actor, body_id=body_id)
