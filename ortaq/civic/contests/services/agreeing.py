"""The grant agreement and its instalments."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ortaq.civic.contests.models import Agreement, Application, Instalment
from ortaq.core.people.actor import Actor


def sign_agreement(
    *,
    application: Application,
    number: str,
    signed_on: date,
    parts: Sequence[Mapping[str, Any]],
    actor: Actor,
    now: datetime,
) -> Agreement:
    """This will note a signed agreement with its instalments {"amount", "due_on", "purpose"}."""
    raise NotImplementedError


def settle_instalment(
    *, instalment: Instalment, paid: bool, on: date, note: str = "", actor: Actor, now: datetime
) -> Instalment:
    """This will note an instalment as paid or withheld (with a note)."""
    raise NotImplementedError
