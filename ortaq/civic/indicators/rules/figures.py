"""Figures of the house that indicators are computed from: each counts its inputs; site/wiring.py names them all.

A figure is counted by the story that knows the records (`ortaq/journeys`): this app knows none of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """For which days (both included) and which territories a figure is wanted."""

    start: date
    end: date
    territories: Sequence[str]
    """Dotted codes; the first is the whole."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. Title and method are msgids."""

    id: str
    title: str
    method: str
    """How it is counted and what it leaves out, plainly."""
    rules: tuple[str, ...]
    """Names of `formulas.FORMULAS` its inputs fit."""
    count: Callable[[Asked], Mapping[str, Mapping[str, Any]]]
    """Territory code → inputs, whole numbers; a territory without an entry has none."""
    standing: bool = False
    """Whether it tells how things stand on the last day, and not what happened in the period."""


_PUBLISHED: dict[str, Figure] = {}


def publish(figure: Figure) -> None:
    """This will let indicators be computed from a figure."""
    _PUBLISHED[figure.id] = figure


def published() -> list[Figure]:
    """This will list the figures in the order they were published."""
    return list(_PUBLISHED.values())


def get(figure_id: str) -> Figure | None:
    """This will give a figure by its id, None for one nobody publishes."""
    return _PUBLISHED.get(figure_id)
