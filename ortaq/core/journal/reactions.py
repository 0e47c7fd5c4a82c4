"""Which act makes whom react. Filled by `site/wiring.py` alone, read by `services.write`."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django_tasks.base import Task

if TYPE_CHECKING:
    from ortaq.core.journal.models import Entry

    Within = Callable[[Entry, datetime], None]
else:
    Within = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Reactions:
    """What follows one act: calls in the same transaction, and tasks that get `entry_id`."""

    within: tuple[Within, ...] = ()
    later: tuple[Task[..., Any], ...] = ()


class WiringError(Exception):
    """An act nobody wired, or one wired twice: a mistake in `site/wiring.py`, not in what a resident did."""


_WIRED: dict[str, Reactions] = {}
_WITHOUT_LATER: ContextVar[bool] = ContextVar("journal_without_later", default=False)


def on(act: str, *, within: Sequence[Within] = (), later: Sequence[Task[..., Any]] = ()) -> None:
    """This will wire an act, once; an act with no reactions is wired with nothing."""
    if act in _WIRED:
        raise WiringError(f"{act!r} is wired already: all its reactions stand in one line of site/wiring.py")
    _WIRED[act] = Reactions(tuple(within), tuple(later))


def to(act: str) -> Reactions:
    """This will give what follows an act; one that is not wired cannot be written."""
    try:
        follow = _WIRED[act]
    except KeyError:
        raise WiringError(f"{act!r} is not wired: give it a line in site/wiring.py, if only an empty one") from None
    return Reactions(follow.within) if _WITHOUT_LATER.get() else follow


@contextmanager
def without_later() -> Iterator[None]:
    """This will keep tasks from being promised by what is written inside: for history that is loaded, not lived.

    What must hold within the transaction still does. Of this thread only.
    """
    token = _WITHOUT_LATER.set(True)
    try:
        yield
    finally:
        _WITHOUT_LATER.reset(token)


def wired() -> dict[str, Reactions]:
    """This will give the whole page."""
    return dict(_WIRED)
