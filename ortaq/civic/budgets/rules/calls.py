"""Where a call stands, what may follow, and who runs it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.core.people.rules import Rung, second_factor


class Stage(StrEnum):
    """A call from the first word to the signed protocol."""

    DRAFT = "draft"
    COLLECTING = "collecting"
    CHECKING = "checking"
    VOTING = "voting"
    CLOSED = "closed"
    """The vote is over; paper forms may still be keyed. The ballots are announced in this state too."""
    DECIDED = "decided"
    PUBLISHED = "published"


NEXT: Final[dict[str, frozenset[str]]] = {
    Stage.DRAFT: frozenset({Stage.COLLECTING}),
    Stage.COLLECTING: frozenset({Stage.CHECKING}),
    Stage.CHECKING: frozenset({Stage.VOTING}),
    Stage.VOTING: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.DECIDED}),
    Stage.DECIDED: frozenset({Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset(),
}
"""One way only: nobody reopens a vote that was closed."""

COUNTED: Final = (Stage.DECIDED, Stage.PUBLISHED)
RUNNERS: Final = (Role.HEAD, Role.ADMIN)
"""Who opens, closes, counts and publishes in the body that runs the call."""
EXPERTS: Final = (Role.OFFICER, Role.HEAD)
"""Who checks projects, in the body that runs the call or in the district's akimat."""
CLERKS: Final = (Role.OPERATOR, Role.OFFICER)
"""Who hands out and keys paper forms, in the same bodies; operators of the desk in theirs."""


def can_become(state: str, new: str) -> Answer:
    """This will tell whether a call may go on to a state; each step is taken once."""
    if new in NEXT[Stage(state)]:
        return YES
    return no("stage", N_("This step has been taken already, or one before it is missing."))


def _serves(actor: Actor, bodies: Sequence[int], roles: Sequence[Role], *, why: str) -> Answer:
    if actor.system:
        return YES
    if not any(actor.serves(body, *roles) for body in bodies):
        return no("not_yours", why)
    return second_factor(actor)


def may_run(actor: Actor, *, body_id: int) -> Answer:
    """This will let the head or an administrator of the body that runs the call take its steps."""
    return _serves(actor, [body_id], RUNNERS, why=N_("Only the head of the body that runs the call may do this."))


def may_check(actor: Actor, *, bodies: Sequence[int]) -> Answer:
    """This will let the experts of the body that runs the call and of the district's akimat check a project."""
    return _serves(actor, bodies, EXPERTS, why=N_("Only the experts of this district may check its projects."))


def may_take_paper(actor: Actor, *, bodies: Sequence[int]) -> Answer:
    """This will let officers and operators of the body that runs the call and of its akimats handle paper forms."""
    if actor.strong and actor.has_role(Role.OPERATOR):
        return YES
    return _serves(actor, bodies, CLERKS, why=N_("Only the front offices of this vote handle its paper forms."))


def may_take_ballots(state: str, *, votes_from: datetime, votes_until: datetime, now: datetime) -> Answer:
    """This will tell whether ballots are taken at the moment: the state and the server's clock both say so."""
    if state in (Stage.DRAFT, Stage.COLLECTING, Stage.CHECKING) or (state == Stage.VOTING and now < votes_from):
        return no("not_yet", N_("The vote has not begun yet."))
    if state != Stage.VOTING or now >= votes_until:
        return no("over", N_("The vote is over. Ballots are no longer taken in."))
    return YES


def may_take_projects(state: str, *, collects_from: datetime, collects_until: datetime, now: datetime) -> Answer:
    """This will tell whether projects are taken in at the moment, by the server's clock."""
    if state == Stage.DRAFT or now < collects_from:
        return no("not_yet", N_("Projects are not taken in yet."))
    if state != Stage.COLLECTING or now >= collects_until:
        return no("over", N_("The time to hand in projects is over."))
    return YES


def may_close(state: str, *, votes_until: datetime, now: datetime) -> Answer:
    """This will let the vote be closed once its time is over, never before."""
    if not (answer := can_become(state, Stage.CLOSED)):
        return answer
    if now < votes_until:
        return no("too_early", N_("The vote goes on until the time everybody was told. It can be closed after that."))
    return YES


def may_see_totals(state: str) -> Answer:
    """This will keep every figure of a vote from everybody, whatever her office, until the vote is closed.

    A figure before the end moves votes: who leads, how many came, how many forms lie in the box.
    """
    if state in (Stage.CLOSED, *COUNTED):
        return YES
    return no("before_close", N_("Nobody sees figures of the vote before it is closed."))


def may_see_results(state: str) -> Answer:
    """This will show the outcome from the moment it is decided."""
    if state in COUNTED:
        return YES
    return no("not_counted", N_("The votes have not been counted yet."))


def check_dates(moments: Sequence[datetime]) -> Answer:
    """This will take the four moments of a call (projects from, until, votes from, until) in their order."""
    if list(moments) != sorted(set(moments)):
        return no("dates", N_("The dates must follow one another: projects from, until, vote from, until."))
    return YES


def check_pot(*, amount: int, cap: int) -> Answer:
    """This will take a pot and a project cap in tiyn: both above nothing, the cap not above the pot."""
    if amount <= 0 or cap <= 0:
        return no("pot", N_("A pot and the cap of one project are more than nothing."))
    if cap > amount:
        return no("cap", N_("One project may not cost more than the whole pot."))
    return YES


def check_paper(*, paper: bool, rung: str) -> Answer:
    """This will take paper only where online voters are verified too: a form is handed out against a document."""
    if paper and rung != Rung.VERIFIED_RESIDENT:
        return no("paper_rung", N_("Paper forms need verified residents online too: else somebody could vote twice."))
    return YES
