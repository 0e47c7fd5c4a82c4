"""From locked scores to a winners' table with reasons."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ortaq.civic.contests.models import Application, Contest
from ortaq.core.people.actor import Actor


def decide(*, contest: Contest, even_if_missing: bool = False, actor: Actor, now: datetime) -> Contest:
    """This will rank by rule choice.jury in a public record. Refused while reviews are out, unless told to go on without them."""
    raise NotImplementedError


def announce_lot(*, contest: Contest, actor: Actor, now: datetime) -> Contest:
    """This will publish who is in the lot (rule lot.order) before its seed is drawn."""
    raise NotImplementedError


def draw_lot(*, contest: Contest, seed: str, seed_source: str, actor: Actor, now: datetime) -> Contest:
    """This will settle those the scores cannot tell apart by the announced lot, as far as the money goes."""
    raise NotImplementedError


def settle_by_talk(
    *, contest: Contest, funded: Sequence[Application], reasons: str, actor: Actor, now: datetime
) -> Contest:
    """This will settle them by the chair's (or head's) reasoned decision."""
    raise NotImplementedError


def tell_results(*, contest: Contest, reasons: Mapping[int, str] | None = None, actor: Actor, now: datetime) -> Contest:
    """This will make the winners' table public, send everyone the reasons and open the window for objections.

    `reasons` (application id → text) add to what is said by the record.
    """
    raise NotImplementedError


def finish(*, contest: Contest, actor: Actor, now: datetime) -> Contest:
    """This will end a contest once the window is over and every objection is answered."""
    raise NotImplementedError
