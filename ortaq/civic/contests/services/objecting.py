"""The applicant disagrees; the head answers with reasons."""

from datetime import datetime

from ortaq.civic.contests.models import Application, Objection
from ortaq.core.people.actor import Actor


def object_to(*, application: Application, text: str, actor: Actor, now: datetime) -> Objection:
    """This will file an objection within the window, one per result. Raises Refused: window, second, empty."""
    raise NotImplementedError


def answer_objection(
    *, objection: Objection, upheld: bool, answer: str, granted: int = 0, actor: Actor, now: datetime
) -> Objection:
    """This will answer with reasons; upheld, the application goes to the jury or is funded with `granted`."""
    raise NotImplementedError
