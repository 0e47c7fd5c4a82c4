"""Groups of ballots as arrays: a file holds fifty thousand, and making so many objects takes longer than reading it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.choice.election import LARGEST, ElectionError, Group

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Columns(Sequence[Group]):
    """A sequence of groups, each made when it is asked for, and equal to any other sequence of the same.

    `choices[starts[g]:starts[g + 1]]` are the choices of group g; `points` runs beside them or is empty.
    """

    weights: Integers
    endowments: Integers
    starts: Integers
    choices: Integers
    points: Integers

    @property
    def voters(self) -> int:
        """How many ballots there are."""
        return int(self.weights.sum())

    @property
    def sizes(self) -> Integers:
        """How many choices each group has."""
        return np.diff(self.starts)

    def __len__(self) -> int:
        return len(self.weights)

    def __iter__(self) -> Iterator[Group]:
        choices, points, starts = (tuple(one.tolist()) for one in (self.choices, self.points, self.starts))
        rows = zip(self.weights.tolist(), self.endowments.tolist(), starts[:-1], starts[1:], strict=True)
        return (Group(weight, choices[at:to], points[at:to], share) for weight, share, at, to in rows)

    @overload
    def __getitem__(self, place: int) -> Group: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Group]: ...
    def __getitem__(self, place: int | slice) -> Group | Sequence[Group]:
        if isinstance(place, slice):
            return tuple(self)[place]
        part = slice(self.starts[:-1][place], self.starts[1:][place])
        choices, points = tuple(self.choices[part].tolist()), tuple(self.points[part].tolist())
        return Group(int(self.weights[place]), choices, points, int(self.endowments[place]))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))


def columns_of(groups: Sequence[Group]) -> Columns:
    """This will lay groups out as arrays; `ElectionError` for numbers no engine needs, or points without a choice."""
    if isinstance(groups, Columns):
        return groups
    sizes = np.fromiter((len(group.choices) for group in groups), dtype=np.int64, count=len(groups))
    if any(group.points and len(group.points) != len(group.choices) for group in groups):
        raise ElectionError("points_differ", "A ballot has more or fewer points than projects.")
    return Columns(
        weights=whole([group.weight for group in groups]),
        endowments=whole([group.endowment for group in groups]),
        starts=np.concatenate(([0], np.cumsum(sizes))),
        choices=whole([*chain.from_iterable(group.choices for group in groups)]),
        points=whole([*chain.from_iterable(group.points for group in groups)]),
    )


def whole(numbers: Sequence[int]) -> Integers:
    """This will give 64-bit integers, or refuse those that need more."""
    if any(number > LARGEST for number in numbers):
        raise ElectionError("too_large", f"A number in the election is above {LARGEST}.")
    return np.array(numbers, dtype=np.int64)
