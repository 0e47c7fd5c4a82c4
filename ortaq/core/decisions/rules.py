"""Who may decide, and in which order. Plain Python."""

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no

LONGEST_SEED = 200


def may_decide(actor: Actor) -> Answer:
    """This will say whether the actor decides: a head or an administrator with a second factor, or the system."""
    if actor.system or (actor.strong and actor.has_role(Role.HEAD, Role.ADMIN)):
        return YES
    return no("not_head", N_("Only the head of a body may do this."))


def can_be_decided(state: str) -> Answer:
    """This will allow it once: a seed drawn again until the outcome pleases would be no lot."""
    if state == "announced":
        return YES
    return no("second", N_("This is already decided. The outcome cannot be drawn a second time."))


def can_be_set_aside(state: str, *, reason: str, name_and_post: str) -> Answer:
    """This will allow it only for what was decided, and only by somebody with a name and a reason."""
    if state == "set_aside":
        return no("second", N_("This decision has been set aside already."))
    if state != "decided":
        return no("not_decided", N_("Only what is decided can be set aside."))
    if not reason.strip() or not name_and_post.strip():
        return no("reason", N_("Write the reason, and the name and post of who decides otherwise."))
    return YES


def may_be_seed(seed: str, source: str) -> Answer:
    """This will take no seed (a rule without a lot), or one of at most 200 signs that names where it comes from."""
    if seed and not source.strip():
        return no("seed_source", N_("Write how the seed was drawn: who, where and from what."))
    return YES if len(seed) <= LONGEST_SEED else no("seed", N_("The seed is too long: at most 200 characters."))
