"""Who may do what with a public work."""

from typing import Final

from ortaq.civic.works.rules.stages import Stage
from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import second_factor

KEEPERS: Final = (Role.OFFICER, Role.HEAD)


def may_keep(actor: Actor, body_id: int) -> Answer:
    """This will tell whether the actor keeps the works of a body: its officer or head, with a second factor."""
    if actor.system:
        return YES
    if not actor.serves(body_id, *KEEPERS):
        return no("not_yours", N_("This work belongs to another body: only its officers can do this."))
    return second_factor(actor)


def may_check_pair(actor: Actor, body_id: int, *, added_by: int | None) -> Answer:
    """This will tell whether the actor may say that two photos show the same spot: a second pair of eyes."""
    if not (right := may_keep(actor, body_id)):
        return right
    if actor.person_id is not None and actor.person_id == added_by:
        return no("own_pair", N_("You have added these photos yourself: a colleague checks them."))
    return YES


def may_inspect(actor: Actor, stage: str) -> Answer:
    """This will tell whether somebody may go through the check-list: with an account, once the work is done."""
    if stage != Stage.DONE:
        return no("not_done", N_("Residents check a work when it is done and not accepted yet."))
    return YES if actor.person_id is not None else no("sign_in", N_("Sign in to go through the check-list."))
