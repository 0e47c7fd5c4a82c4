"""What a project is, where it stands, and what the experts must say."""

from enum import StrEnum
from typing import Final

from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, YES, Answer, no

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 5_000
LONGEST_REASON: Final = 2_000
SHORTEST_TEXT: Final = 40


class Stage(StrEnum):
    """A project from the first line to the outcome; also the public word on its card."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    FEASIBLE = "feasible"
    NOT_FEASIBLE = "not_feasible"
    WITHDRAWN = "withdrawn"
    ON_BALLOT = "on_ballot"
    WON = "won"
    LOST = "lost"


NEXT: Final[dict[str, frozenset[str]]] = {
    Stage.DRAFT: frozenset({Stage.SUBMITTED, Stage.WITHDRAWN}),
    Stage.SUBMITTED: frozenset({Stage.FEASIBLE, Stage.NOT_FEASIBLE, Stage.WITHDRAWN}),
    Stage.FEASIBLE: frozenset({Stage.FEASIBLE, Stage.NOT_FEASIBLE, Stage.ON_BALLOT, Stage.WITHDRAWN}),
    Stage.NOT_FEASIBLE: frozenset({Stage.FEASIBLE, Stage.NOT_FEASIBLE, Stage.WITHDRAWN}),
    Stage.ON_BALLOT: frozenset({Stage.WON, Stage.LOST, Stage.WITHDRAWN}),
    Stage.WITHDRAWN: frozenset(),
    Stage.WON: frozenset(),
    Stage.LOST: frozenset(),
}
"""The experts may look again until the ballot is drawn up. Withdrawn is for good: votes stay and elect nothing."""

ON_THE_BALLOT: Final = (Stage.ON_BALLOT, Stage.WON, Stage.LOST)
PUBLIC: Final = (Stage.SUBMITTED, Stage.FEASIBLE, Stage.NOT_FEASIBLE, Stage.WITHDRAWN, *ON_THE_BALLOT)


class Category(StrEnum):
    """The ten categories of Almaty's programme."""

    GREENING = "greening"
    PAVEMENTS = "pavements"
    RAMPS_AND_ARYKS = "ramps_and_aryks"
    """Pavements, ramps, aryks."""
    COMMON_AREAS = "common_areas"
    """Lighting and repair of common areas."""
    KERBS_AND_WALLS = "kerbs_and_walls"
    """Kerbs, paving, retaining walls."""
    DUMPS = "dumps"
    """Clearing dumps."""
    BENCHES = "benches"
    """Benches, bins, gazebos."""
    PLAYGROUNDS = "playgrounds"
    """Playgrounds and sports grounds."""
    PARKS = "parks"
    """Parks, squares, pedestrian and cycle ways."""
    OTHER = "other"


class Criterion(StrEnum):
    """What the experts look at; a project that fails one of them is not feasible."""

    PUBLIC_LAND = "public_land"
    COMMON_USE = "common_use"
    WITHIN_CAP = "within_cap"
    NOT_PLANNED = "not_planned"
    """Not in the city's own plans already."""
    BUILDABLE = "buildable"
    """Engineering, norms and safety allow it."""
    UPKEEP = "upkeep"
    """Somebody will keep it after the year is over."""


def can_become(state: str, new: str) -> Answer:
    """This will tell whether a project may go on to a state."""
    if new in NEXT[Stage(state)]:
        return YES
    if state == Stage.WITHDRAWN:
        return no("withdrawn", N_("This project has been withdrawn."))
    return no("stage", N_("This is no longer possible for this project."))


def check_words(*, title: str, text: str) -> Answer:
    """This will take a title of at most 120 signs and a description of 40 to 5 000."""
    if not title.strip():
        return no("title", N_("Write what should be built, in a few words."))
    if len(title) > LONGEST_TITLE:
        return no("title", N_("The title is too long: at most %(limit)s signs fit."), limit=LONGEST_TITLE)
    if len(text.strip()) < SHORTEST_TEXT:
        return no(
            "text", N_("Tell a little more: what is there now, what should be, for whom. At least %(limit)s signs."),
            limit=SHORTEST_TEXT,
        )  # fmt: skip
    if len(text) > LONGEST_TEXT:
        return no("text", N_("The description is too long: at most %(limit)s signs fit."), limit=LONGEST_TEXT)
    return YES


def check_cost(*, cost: int, cap: int) -> Answer:
    """This will take a cost in tiyn up to and with the cap of one project: exactly the cap, even the pot, is fine."""
    if cost <= 0:
        return no("cost", N_("Write what it will cost, in whole tenge."))
    if cost > cap:
        most = f"{cap // 100:,}".replace(",", "\u00a0")
        return no("cost", N_("One project may cost at most %(cap)s tenge in this district."), cap=most)
    return YES


def check_declarations(*, common_use: bool, public_land: bool) -> Answer:
    """This will ask the author to say that it is for everyone and on public land."""
    if not common_use:
        return no("common_use", N_("A project must be open to everyone. Confirm that it is for common use."))
    if not public_land:
        return no("public_land", N_("A project stands on public land. Confirm that the land is public."))
    return YES


def may_change(actor: Actor, *, author_id: int | None, state: str) -> Answer:
    """This will let the author change her draft."""
    if actor.person_id is None or actor.person_id != author_id:
        return no("not_yours", N_("Only the author may do this."))
    if state != Stage.DRAFT:
        return no("submitted", N_("This project has been handed in already and can no longer be changed."))
    return YES


def may_withdraw(actor: Actor, *, author_id: int | None, state: str, runs: bool, reason: str) -> Answer:
    """This will let the author withdraw, and the body that runs the call with a reason, until the count."""
    if not runs and (actor.person_id is None or actor.person_id != author_id):
        return no("not_yours", N_("Only the author may do this."))
    if runs and actor.person_id != author_id and not reason.strip():
        return no("reason", N_("Write the reason: the author and everyone else will read it."))
    return can_become(state, Stage.WITHDRAWN)


def check_verdict(*, feasible: bool, reasons: str, failed: frozenset[str]) -> Answer:
    """This will ask the experts for reasons where they say no, and for consistency where they say yes."""
    if len(reasons) > LONGEST_REASON:
        return no("reasons", N_("The reasons are too long: at most %(limit)s signs fit."), limit=LONGEST_REASON)
    if not feasible and not reasons.strip():
        return no("reasons", N_("Write why it is not feasible: the author has a right to know."))
    if feasible and failed:
        return no("criteria", N_("A project that fails a criterion is not feasible. Correct the one or the other."))
    if not feasible and not failed:
        return no("criteria", N_("Mark which criterion it fails."))
    return YES


def may_be_checked(call_state: str, *, state: str, feasible: bool) -> Answer:
    """This will let projects be checked while they are collected and checked, until the ballot is drawn up."""
    if call_state not in ("collecting", "checking"):
        return no("stage", N_("Projects are checked before the vote: the ballot has been drawn up already."))
    return can_become(state, Stage.FEASIBLE if feasible else Stage.NOT_FEASIBLE)
