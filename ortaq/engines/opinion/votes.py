"""Votes as every method here takes them: sparse, in canonical order, one per participant and statement."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]
Longs: TypeAlias = NDArray[np.int64]
Signs: TypeAlias = NDArray[np.int8]
Flags: TypeAlias = NDArray[np.bool_]

AGREE: Final = 1
PASS: Final = 0
DISAGREE: Final = -1


class VotesError(ValueError):
    """Votes that cannot be used; the message is one sentence with the line where there is one."""


@dataclass(frozen=True, eq=False)
class Votes:
    """Who answered what. Cells are sorted by participant, then statement; ids are in canonical order, so the order in
    which rows or columns arrived changes nothing.

    participants: n ids. statements: m ids. participant, statement: cell → position, int32. value: cell → −1, 0, +1.
    hidden: m flags, statements moderated out. meta: m flags, statements about the participants themselves.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    participant: Ints
    statement: Ints
    value: Signs
    hidden: Flags
    meta: Flags
    replaced: int = field(default=0)
    """Earlier votes of the same person on the same statement that a later one replaced."""

    @property
    def shape(self) -> tuple[int, int]:
        """Participants and statements."""
        return len(self.participants), len(self.statements)

    @cached_property
    def rows(self) -> Longs:
        """Where each participant's cells begin: n + 1 positions into `statement` and `value`."""
        return _begins(self.participant, len(self.participants))

    @cached_property
    def columns(self) -> tuple[Longs, Longs]:
        """Where each statement's cells begin, m + 1 positions, and the cells in that order, by participant within."""
        order = np.argsort(self.statement, kind="stable")
        return _begins(self.statement, len(self.statements)), order

    def without(self, statements: Flags) -> "Votes":
        """This will drop the flagged statements with their votes; participants stay, even with nothing left."""
        if not statements.any():
            return self
        kept = ~statements
        cells = kept[self.statement]
        position = np.cumsum(kept, dtype=np.int32) - np.int32(1)
        return Votes(
            self.participants,
            tuple(name for name, stays in zip(self.statements, kept, strict=True) if stays),
            self.participant[cells],
            position[self.statement[cells]],
            self.value[cells],
            self.hidden[kept],
            self.meta[kept],
            self.replaced,
        )

    def hiding(self, statements: Flags) -> "Votes":
        """This will have the flagged statements moderated out, and no others; their votes stay."""
        return replace(self, hidden=statements)

    def of(self, people: Flags) -> "Votes":
        """This will keep the votes of the flagged participants alone; everyone keeps their position."""
        cells = people[self.participant]
        return Votes(
            self.participants, self.statements, self.participant[cells], self.statement[cells], self.value[cells],
            self.hidden, self.meta, self.replaced,
        )  # fmt: skip


def canonical(ids: Iterable[str]) -> list[str]:
    """This will put ids in canonical order: whole numbers by value, before words by code points."""
    return sorted(set(ids), key=_place)


def _place(name: str) -> tuple[int, int, str]:
    return (0, int(name), name) if re.fullmatch(r"[0-9]{1,18}", name) else (1, 0, name)


def from_arrays(
    participant: Longs,
    statement: Longs,
    value: NDArray[Any],
    *,
    participants: Sequence[str] | None = None,
    statements: Sequence[str] | None = None,
    hidden: Iterable[int] = (),
    meta: Iterable[int] = (),
) -> Votes:
    """This will take cells in the order they were cast; of several on one cell the last counts.

    participant, statement: whole numbers ≥ 0, positions into `participants` and `statements` where those are given (in
    canonical order already), ids otherwise. value: −1, 0, +1. hidden, meta: positions of statements, or ids.
    Raises VotesError for any other value or lengths that differ.
    """
    if not len(participant) == len(statement) == len(value):
        raise VotesError("Participants, statements and votes differ in length.")
    signs = np.asarray(value)
    if len(signs) and not np.isin(signs, (DISAGREE, PASS, AGREE)).all():
        raise VotesError("A vote is −1, 0 or +1.")
    people, people_names = _positions(participant, participants)
    things, thing_names = _positions(statement, statements)
    key = people * max(len(thing_names), 1) + things
    order = np.argsort(key, kind="stable")
    last = np.ones(len(order), dtype=np.bool_)
    last[:-1] = key[order][1:] != key[order][:-1]
    cells = order[last]
    place = {name: position for position, name in enumerate(thing_names)}

    def flags(marked: Iterable[int]) -> Flags:
        found = np.zeros(len(thing_names), dtype=np.bool_)
        for mark in marked:
            position = int(mark) if statements is not None else place.get(str(mark), -1)
            if 0 <= position < len(found):
                found[position] = True
        return found

    return Votes(
        people_names,
        thing_names,
        people[cells].astype(np.int32),
        things[cells].astype(np.int32),
        signs[cells].astype(np.int8),
        flags(hidden),
        flags(meta),
        int(len(order) - len(cells)),
    )


def from_rows(
    rows: Iterable[tuple[str, str, int]],
    *,
    statements: Iterable[str] = (),
    hidden: Iterable[str] = (),
    meta: Iterable[str] = (),
) -> Votes:
    """This will take (participant, statement, −1/0/+1) in the order they were cast; statements without a vote may be
    named so that they are there. Raises VotesError.
    """
    given = list(rows)
    who, what, signs = (list(map(itemgetter(at), given)) for at in range(3))
    people, things = canonical(who), canonical([*what, *statements])
    person: Mapping[str, int] = {name: position for position, name in enumerate(people)}
    thing: Mapping[str, int] = {name: position for position, name in enumerate(things)}
    return from_arrays(
        np.fromiter(map(person.__getitem__, who), np.int64, len(given)),
        np.fromiter(map(thing.__getitem__, what), np.int64, len(given)),
        np.array(signs, dtype=np.int64),
        participants=people,
        statements=things,
        hidden=[thing[name] for name in hidden if name in thing],
        meta=[thing[name] for name in meta if name in thing],
    )


def _positions(given: Longs, names: Sequence[str] | None) -> tuple[Longs, tuple[str, ...]]:
    if names is not None:
        if len(given) and (int(given.min()) < 0 or int(given.max()) >= len(names)):
            raise VotesError("A vote names a position that is not there.")
        return np.asarray(given, dtype=np.int64), tuple(names)
    ids, positions = np.unique(given, return_inverse=True)
    return positions.astype(np.int64), tuple(str(number) for number in ids.tolist())


def _begins(positions: Ints, count: int) -> Longs:
    begins = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(positions, minlength=count), out=begins[1:])
    return begins
