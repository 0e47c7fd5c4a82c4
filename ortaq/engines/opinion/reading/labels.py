"""Groups given by hand: participant → group, from a table with both columns (the wide export of Polis has them)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ortaq.engines.opinion.reading.table import read
from ortaq.engines.opinion.votes import Ints, VotesError, canonical


@dataclass(frozen=True, eq=False)
class Labels:
    """labels: participant → group, −1 for none. names: of the groups. strangers: labelled without a vote."""

    labels: Ints
    names: tuple[str, ...]
    strangers: int


def read_labels(data: bytes, name: str, participants: Sequence[str]) -> Labels:
    """This will read groups for these participants; an empty group is none. Raises VotesError."""
    table = read(data, name)
    who, which = table.column("participant", "voter-id", "participant-id"), table.column("group", "group-id", "label")
    given: dict[str, str] = {}
    for line, cells in table:
        person = cells[who].strip()
        if not person:
            raise table.wrong(line, "a label without a participant")
        if person in given:
            raise table.wrong(line, f"participant {person!r} stands twice")
        given[person] = cells[which].strip()
    known = set(participants)
    names = canonical(group for person, group in given.items() if group and person in known)
    if not names:
        raise VotesError(f"{name} puts nobody who voted into a group.")
    place = {group: position for position, group in enumerate(names)}
    labels = np.array([place.get(given.get(person, ""), -1) for person in participants], dtype=np.int32)
    return Labels(labels, tuple(names), sum(person not in known for person in given))
