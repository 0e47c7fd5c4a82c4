"""Contests at the organisers' desk."""

from dataclasses import dataclass

from ortaq.civic.contests.models import Agreement, Application, Contest, Objection
from ortaq.core.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Counts:
    """How many applications are in each state; drafts are counted, not shown."""

    drafts: int = 0
    submitted: int = 0
    incomplete: int = 0
    eligible: int = 0
    not_eligible: int = 0
    judged: int = 0
    waiting: int = 0
    funded: int = 0
    not_funded: int = 0
    withdrawn: int = 0
    open_objections: int = 0


def contests(actor: Actor) -> list[Contest]:
    """This will list the contests of the actor's bodies, the newest first."""
    raise NotImplementedError


def get(code: str, actor: Actor) -> Contest | None:
    """This will give a contest to its organisers (second factor), None to everybody else."""
    raise NotImplementedError


def counts(contest: Contest) -> Counts:
    """This will count a contest's applications by state. Two statements."""
    raise NotImplementedError


def queue(contest: Contest, *, state: str = "submitted", after: int = 0, limit: int = 20) -> list[Application]:
    """This will list sent applications in a state, the oldest first. One statement."""
    raise NotImplementedError


def objections(contest: Contest) -> list[Objection]:
    """This will list objections, open ones first."""
    raise NotImplementedError


def agreements(contest: Contest) -> list[Agreement]:
    """This will list agreements with their instalments. Two statements."""
    raise NotImplementedError
