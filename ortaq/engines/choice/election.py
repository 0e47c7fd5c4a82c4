"""An election as the field describes it: an instance (projects, budget, limits) and a profile (ballots).

Money is whole numbers of minor units: `scale` of them make one unit of currency (1 for a file without fractions, 100
for tiyn). Points are whole numbers too, `point_scale` of them to a point. Identical ballots are one group with a
weight.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, Protocol, runtime_checkable

LARGEST = 10**15
"""The most minor units, points or ballots in all: what is below it is exact in 64 bits, sums of a thousand too."""


class BallotKind(StrEnum):
    """What a ballot says, in the words of Pabulib."""

    APPROVAL = "approval"
    CHOOSE_1 = "choose-1"
    ORDINAL = "ordinal"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"


class ElectionError(ValueError):
    """The election cannot be read or counted: one English sentence, with the line of the file when there is one."""

    def __init__(self, code: str, sentence: str, *, line: int | None = None) -> None:
        super().__init__(f"line {line}: {sentence}" if line is not None else sentence)
        self.code, self.sentence, self.line = code, sentence, line


@dataclass(frozen=True, slots=True)
class Project:
    """What can be elected. `cost` in minor units; of each of its `groups` (same site) at most one project wins."""

    id: str
    cost: int
    name: str = ""
    district: str = ""
    categories: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    withdrawn: bool = False
    """Out of the race; votes for it stay on the ballots and are shown, and elect nothing."""
    targets: tuple[str, ...] = ()
    official: int | None = None
    """What the source says of the outcome (`selected`): 0 lost, 1 won, 2 and more won in some other way."""
    columns: tuple[tuple[str, str], ...] = ()
    """Whatever else the source says of the project, by name of the column: latitude, beneficiaries."""


class Group(NamedTuple):
    """Identical ballots. `choices` are indices into `Election.projects`: ascending for approval, by rank for ordinal.

    `points` runs beside `choices` (cumulative, scoring; whole multiples of 1/point_scale) and is empty otherwise.
    `endowment` is the share of the budget each of these voters brings, relative to the others (1 unless unequal).
    """

    weight: int
    choices: tuple[int, ...]
    points: tuple[int, ...] = ()
    endowment: int = 1


@runtime_checkable
class Added(Protocol):
    """Groups that know their sum without being asked one by one (see `columns`)."""

    voters: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What the outcome must keep, beside the budget: money per district or category in minor units, and votes."""

    district: Mapping[str, int] = field(default_factory=dict)
    category: Mapping[str, int] = field(default_factory=dict)
    minimum_votes: int = 0
    maximum_cost: int | None = None
    """A project above it is not eligible."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in the source that was read in one defined way and is shown: a repeated approval, an empty ballot."""

    code: str
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Election:
    """Projects, ballots and money. Everything a rule may look at, and nothing about who voted."""

    projects: tuple[Project, ...]
    kind: BallotKind
    groups: Sequence[Group]
    budget: int
    scale: int = 1
    point_scale: int = 1
    limits: Limits = Limits()
    meta: Mapping[str, str] = field(default_factory=dict)
    oddities: tuple[Oddity, ...] = ()

    @property
    def voters(self) -> int:
        """Ballots handed in, empty ones too."""
        groups = self.groups
        return groups.voters if isinstance(groups, Added) else sum(group.weight for group in groups)

    def money(self, minor: int | Fraction) -> Fraction:
        """This will give minor units as units of currency."""
        return Fraction(minor) / self.scale
