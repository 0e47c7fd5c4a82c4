"""The call: written, published, closed by the clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ortaq.civic.contests.models import Contest, Criterion, Form
from ortaq.core.people.actor import Actor
from ortaq.core.territory.models import Body, Territory


def open_contest(
    *,
    code: str,
    body: Body,
    territory: Territory,
    title: Mapping[str, str],
    award: str = "grant",
    opens_at: datetime,
    closes_at: datetime,
    language: str = "kk",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Contest:
    """This will begin a contest as a draft only its organisers see. Raises Refused for a code that is taken or bad days."""
    raise NotImplementedError


def change_contest(*, contest: Contest, changes: Mapping[str, Any], actor: Actor, now: datetime) -> Contest:
    """This will change fields of the call (`CHANGEABLE`); after the first application only what favours applicants may."""
    raise NotImplementedError


def save_form(*, contest: Contest, fields: Sequence[Mapping[str, Any]], actor: Actor, now: datetime) -> Form:
    """This will make the next version of the questions; refused with "frozen" once an application exists."""
    raise NotImplementedError


def save_rubric(
    *, contest: Contest, lines: Sequence[Mapping[str, Any]], actor: Actor, now: datetime
) -> list[Criterion]:
    """This will replace the criteria: {"code", "title", "hint", "weight", "lowest", "highest"}; frozen once scored."""
    raise NotImplementedError


def publish(*, contest: Contest, actor: Actor, now: datetime) -> Contest:
    """This will show the call to everyone. Refused without questions, criteria, texts and (for grants) money."""
    raise NotImplementedError


def close_due(*, actor: Actor, now: datetime) -> int:
    """This will close every open contest whose deadline and grace are over, finish appeals, and tell how many moved."""
    raise NotImplementedError
