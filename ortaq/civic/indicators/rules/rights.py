"""Who keeps indicators, who verifies, who keeps the lists of frameworks. Plain Python."""

from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import second_factor

KEEPERS: Final = (Role.OFFICER, Role.HEAD, Role.ADMIN)


def may_keep(actor: Actor, *, body_id: int) -> Answer:
    """This will tell whether the actor keeps indicators of the body, with a second factor."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *KEEPERS):
        return no("not_yours", N_("Another body keeps this indicator: only its officers can do this."))
    return second_factor(actor)


def may_keep_frameworks(actor: Actor) -> Answer:
    """This will tell whether the actor keeps the lists of ids."""
    if actor.system:
        return YES
    if not actor.has_role(Role.ADMIN):
        return no("not_admin", N_("Only an administrator keeps the frameworks."))
    return second_factor(actor)
