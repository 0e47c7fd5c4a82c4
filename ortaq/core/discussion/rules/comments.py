"""Who may write, support, report, hide and object. Plain Python."""

from datetime import timedelta
from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import second_factor

READERS: Final = (Role.MODERATOR, Role.OPERATOR, Role.ADMIN)
"""Who reads, hides and shows what others wrote."""
LONGEST: Final = 3000
PER_TEN_MINUTES: Final = 5
PER_DAY: Final = 40
SHORT_WINDOW: Final = timedelta(minutes=10)
LONG_WINDOW: Final = timedelta(days=1)


LONGEST_OBJECTION: Final = 2000
SIDES: Final = ("for", "against")
REASONS: Final = ("insult", "personal", "advertising", "other")
"""Why a reader reports something."""


def may_take_part(actor: Actor, *, to: str) -> Answer:
    """This will let people take part and ask guests to sign in first. `to`: comment, report, object, support."""
    if actor.person_id is not None:
        return YES
    if to == "report":
        return no("sign_in", N_("Sign in to report this to the moderators."))
    if to == "object":
        return no("sign_in", N_("Sign in to object to a moderator's decision."))
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


def may_stand_in_column(side: str, *, columns: bool, answers: bool) -> Answer:
    """This will ask for a side where a talk has two columns; an answer stands under its comment and has none."""
    if not columns or answers or side in SIDES:
        return YES
    return no("no_side", N_("Choose whether you are for or against: the comment stands in that column."))


def may_answer_to(*, shown: bool, here: bool) -> Answer:
    """This will let people answer what is shown under the same matter."""
    if not here:
        return no("other_matter", N_("The comment you answer stands under another matter."))
    return YES if shown else no("not_shown", N_("The comment you answer is not shown any more."))


def may_report(actor: Actor, *, why: str, own: bool, shown: bool) -> Answer:
    """This will let readers report what is shown and not their own; the database keeps it to once a person."""
    if actor.person_id is None:
        return may_take_part(actor, to="report")
    if not shown:
        return no("not_shown", N_("This is not shown any more: there is nothing to report."))
    if own:
        return no("own_words", N_("These are your own words: there is no need to report them."))
    return YES if why in REASONS else no("no_why", N_("Choose what is wrong with it."))


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


def may_settle(actor: Actor) -> Answer:
    """This will let moderators work through what waits for a look."""
    if not actor.has_role(*READERS):
        return no("not_moderator", N_("Only a moderator may do this."))
    return second_factor(actor)


def may_object(actor: Actor, *, author_id: int | None, text: str, hidden: bool, filed: bool) -> Answer:
    """This will let the author of what was hidden object once, in words."""
    if actor.person_id is None or actor.person_id != author_id:
        return no("not_author", N_("Only the author may object to a moderator's decision."))
    if filed:
        return no("objected_before", N_("You have objected to this decision already: another moderator answers."))
    if not hidden:
        return no("not_hidden", N_("This is shown: there is nothing to object to."))
    if not any(sign.isalnum() for sign in text):
        return no("no_words", N_("Write why it should be shown."))
    if len(text) > LONGEST_OBJECTION:
        return no("too_long", N_("Make it shorter: at most %(most)s characters."), most=LONGEST_OBJECTION)
    return YES


def may_answer_objection(
    actor: Actor, *, open_still: bool, hidden_by: int | None, author_id: int, reasons: str
) -> Answer:
    """This will let a moderator answer who neither made the decision nor wrote what was hidden."""
    allowed = may_settle(actor)
    if not allowed:
        return allowed
    if not open_still:
        return no("second", N_("Somebody has answered this objection already."))
    if actor.person_id in (hidden_by, author_id):
        return no("same_moderator", N_("You decided this yourself: another moderator has to answer the objection."))
    return YES if reasons.strip() else no("reason", N_("Write the reasons: everyone can read them in the log."))
