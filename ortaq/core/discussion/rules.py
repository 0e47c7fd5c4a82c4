"""Who may write, support and hide. Plain Python."""

from datetime import timedelta
from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no

READERS: Final = (Role.MODERATOR, Role.OPERATOR, Role.ADMIN)
"""Who reads, hides and shows what others wrote."""
LONGEST: Final = 3000
PER_TEN_MINUTES: Final = 5
PER_DAY: Final = 40
SHORT_WINDOW: Final = timedelta(minutes=10)
LONG_WINDOW: Final = timedelta(days=1)


def may_take_part(actor: Actor, *, to: str) -> Answer:
    """This will let people take part and ask guests to sign in first. `to`: "comment" or "support"."""
    if actor.person_id is not None:
        return YES
    if to == "comment":
        return no("sign_in", N_("Sign in to write a comment."))
    return no("sign_in", N_("Sign in to support this."))


def may_comment(actor: Actor, *, text: str, public: bool, lately: int, today: int) -> Answer:
    """This will say whether these words may stand; `lately` and `today` count her comments in the two windows."""
    if actor.person_id is None:
        return may_take_part(actor, to="comment")
    if not public:
        return no("not_public", N_("Comments are open once the matter is public."))
    if not any(sign.isalnum() for sign in text):
        return no("no_words", N_("Write a few words."))
    if len(text) > LONGEST:
        return no("too_long", N_("Make it shorter: at most %(most)s characters."), most=LONGEST)
    if lately >= PER_TEN_MINUTES or today >= PER_DAY:
        return no("too_often", N_("That is a lot in a short time. Take a break and write again a little later."))
    return YES


def may_support(actor: Actor, *, public: bool) -> Answer:
    """This will let everyone signed in support what is public; the database keeps it to once."""
    if actor.person_id is None:
        return may_take_part(actor, to="support")
    return YES if public else no("not_public", N_("Support is open once the matter is public."))


def may_hide(actor: Actor, *, reason: str) -> Answer:
    """This will say whether the actor hides a comment: a moderator, and only with a reason everybody can read."""
    if not (actor.strong and actor.has_role(*READERS)):
        return no("not_moderator", N_("Only a moderator may do this."))
    return YES if reason.strip() else no("reason", N_("Write the reason: everyone can read it in the log."))
