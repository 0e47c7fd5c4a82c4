"""The organiser looks at each application: complete, and by the rules of the call."""

from collections.abc import Sequence
from datetime import datetime

from ortaq.civic.contests.models import Application, Check, Contest
from ortaq.core.people.actor import Actor


def record_check(
    *, application: Application, rule: str, state: str, note: str = "", actor: Actor, now: datetime
) -> Check:
    """This will note whether one rule of eligibility ("met", "not_met", "unknown") is met."""
    raise NotImplementedError


def mark_attended(
    *, contest: Contest, rule: str, applications: Sequence[Application], actor: Actor, now: datetime
) -> int:
    """This will note who attended, for many at once; everyone else of the contest is left as she was."""
    raise NotImplementedError


def ask_for_more(
    *, application: Application, codes: Sequence[str], note: str, actor: Actor, now: datetime
) -> Application:
    """This will send an application back for what is missing, with a day to add it by."""
    raise NotImplementedError


def find_eligible(*, application: Application, actor: Actor, now: datetime) -> Application:
    """This will let an application go to the jury; refused until every rule is met."""
    raise NotImplementedError


def find_not_eligible(*, application: Application, reason: str, actor: Actor, now: datetime) -> Application:
    """This will end an application with reasons; its applicant may object."""
    raise NotImplementedError
