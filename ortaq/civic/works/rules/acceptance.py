"""What residents look at when a work is done: a check-list for each kind of work."""

from collections.abc import Mapping
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

FINE, DEFECT, UNSEEN = "fine", "defect", "unseen"
LONGEST_NOTE: Final = 1000

CLEAN, WHEELS, LIGHT = "clean", "wheels", "light"
EVERYWHERE: Final = (CLEAN, WHEELS)
"""Whatever was built: the site is cleared, and wheels get there."""
CHECKLISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "pedestrian": ("surface", "kerbs", "drainage", LIGHT, "benches", "trees"),
    "pavement": ("surface", "kerbs", "drainage"),
    "playground": ("ground", "fixed", "edges", "fence", LIGHT),
    "park": ("surface", "trees", "benches", LIGHT, "watering"),
    "greening": ("trees", "watering"),
    "lighting": ("lamps", "wires"),
    "walls": ("wall", "drainage"),
    "furniture": ("fixed", "edges"),
    "clearing": ("no_waste",),
    "grant": ("as_promised",),
    "other": ("as_promised",),
}
"""What is looked at besides, by kind of work."""


def items_of(kind: str) -> tuple[str, ...]:
    """This will list what residents look at, in order."""
    return (*CHECKLISTS.get(kind, CHECKLISTS["other"]), *EVERYWHERE)


def check_findings(kind: str, found: Mapping[str, tuple[str, str]]) -> Answer:
    """This will tell whether a check-list is filled: every item seen or not seen, every defect said in words.

    `found` is item → (fine, defect or unseen; words).
    """
    if set(found) != set(items_of(kind)):
        return no("items", N_("Go through every line of the check-list."))
    for state, note in found.values():
        if state not in (FINE, DEFECT, UNSEEN):
            return no("items", N_("Go through every line of the check-list."))
        if state == DEFECT and not note.strip():
            return no("defect_words", N_("Write what is not in order: it becomes an appeal to the body."))
        if len(note) > LONGEST_NOTE:
            return no("long_note", N_("The text is too long: at most %(most)s signs fit."), most=LONGEST_NOTE)
    if all(state == UNSEEN for state, _ in found.values()):
        return no("nothing_seen", N_("Say of at least one line whether it is in order."))
    return YES
