"""Who makes a plan. Plain Python."""

from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no

MAKERS: Final = (Role.OFFICER, Role.HEAD, Role.ADMIN)
"""Who works on a plan in its body."""
NOT_YOURS: Final = N_("This plan is with another body: only its officers can do this.")
SECOND_FACTOR: Final = N_("Sign in with your second factor to work at the desk.")


def may_make(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor works on plans of the body, with a second factor."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *MAKERS):
        return no("not_yours", NOT_YOURS)
    return YES if actor.strong else no("second_factor", SECOND_FACTOR)


def may_keep_table(actor: Actor) -> Answer:
    """This will tell whether the actor may publish the city's table of functional zones."""
    if actor.system:
        return YES
    if not actor.has_role(Role.ADMIN):
        return no("not_admin", N_("Only an administrator can publish the table of zones."))
    return YES if actor.strong else no("second_factor", SECOND_FACTOR)
