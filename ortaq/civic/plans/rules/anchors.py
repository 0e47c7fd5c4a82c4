"""Where a remark stands on the next version: kept, moved, answered by change, or orphaned. Plain Python.

A remark remembers the part it stood on last. Its state on the next version is told by that part and by what stands
under the same key there, by nothing else: not by how many versions lie between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ortaq.core.people.refusal import N_, YES, Answer, no

PARTS: Final = ("paragraph", "zone", "layer", "measure", "resource")
"""What has a key."""
SHAPE: Final = "shape"
SAME_LAND: Final = 0.01
"""Of a drawn area or line so much may lie under other zones before it counts as changed: a border drawn anew."""


class State(StrEnum):
    """Where a remark stands on a version; see `models.Anchor.State`."""

    MADE = "made"
    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHANED = "orphaned"


CARRIED: Final = (State.KEPT, State.MOVED, State.CHANGED, State.ORPHANED)


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody speaks about: a part by its key, or a shape (GeoJSON) she drew."""

    kind: str
    key: str = ""
    shape: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a version as far as remarks go: what it says, and where it stands."""

    says: str
    at: str = ""


Under = Mapping[str, float]
"""What holds under a drawn shape (class and limits as one text) → its share of the shape, of 1."""


def check(place: Place) -> Answer:
    """This will say whether a place names one thing."""
    if place.kind == SHAPE:
        fits = place.shape is not None and not place.key
    else:
        fits = place.kind in PARTS and bool(place.key) and place.shape is None
    return YES if fits else no("anchor", N_("Say which part of the plan you speak about."))


def carried(last: Part, now: Part | None) -> State:
    """This will tell where a remark stands, from the part it stood on last and what is under its key now."""
    if now is None:
        return State.ORPHANED
    if now.says != last.says:
        return State.CHANGED
    return State.KEPT if now.at == last.at else State.MOVED


def step(last: Part, now: Part | None) -> tuple[State, Part]:
    """This will carry a remark one version on: its state there, and the part it remembers from now on."""
    return carried(last, now), last if now is None else now


def carried_shape(before: Under, now: Under) -> State:
    """This will tell whether what holds under a drawn shape is the same: it stays where it was drawn in any case."""
    other = sum(abs(before.get(said, 0.0) - now.get(said, 0.0)) for said in {*before, *now})
    return State.CHANGED if other > SAME_LAND else State.KEPT
