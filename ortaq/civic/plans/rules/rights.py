"""Who makes a plan, who answers for it, who looks at what is said. Plain Python."""

from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import second_factor

MAKERS: Final = (Role.OFFICER, Role.HEAD, Role.ADMIN)
"""Who works on a plan in its body, and on answers in the answering one."""
MODERATORS: Final = (Role.MODERATOR, Role.OPERATOR, Role.ADMIN)
NOT_YOURS: Final = N_("This plan is with another body: only its officers can do this.")


def may_make(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor works on plans of the body, with a second factor."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *MAKERS):
        return no("not_yours", NOT_YOURS)
    return second_factor(actor)


def may_answer(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor answers remarks in the name of the body."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *MAKERS):
        return no("not_your_body", N_("Only officers of the body that answers can do this."))
    return second_factor(actor)


def may_moderate(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor looks at what residents write: a moderator, or the maker of the plan."""
    if actor.has_role(*MODERATORS):
        return second_factor(actor)
    return may_make(actor, body_id=body_id)


def may_keep_table(actor: Actor) -> Answer:
    """This will tell whether the actor may publish the city's table of functional zones."""
    if actor.system:
        return YES
    if not actor.has_role(Role.ADMIN):
        return no("not_admin", N_("Only an administrator can publish the table of zones."))
    return second_factor(actor)
