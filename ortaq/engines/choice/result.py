"""What a count gives: winners in the order of election, every round, every exclusion with its rule."""

from dataclasses import dataclass
from fractions import Fraction

from ortaq.engines.choice.spec import RuleSpec


@dataclass(frozen=True, slots=True)
class TieBreak:
    """Several projects were equal; `by` is the step of `RuleSpec.ties` that decided."""

    projects: tuple[int, ...]
    winner: int
    by: str


@dataclass(frozen=True, slots=True)
class Round:
    """One election of one project (an index). `price` is per unit of utility (Equal Shares), `load` for Phragmén."""

    winner: int
    phase: str
    """"shares", "completion", "greedy", "phragmen", "maximin", "judgment"."""
    votes: int
    effective_votes: Fraction | None = None
    """cost ÷ the largest payment: as many voters paying in full as would carry it (equalshares.net's figure)."""
    price: Fraction | None = None
    payment: Fraction | None = None
    """The most a supporter pays, in minor units."""
    tie: TieBreak | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A project that could not win, and the rule that says so.

    Codes: withdrawn, over_budget, over_maximum, too_few_votes, no_votes, same_site, district_limit, category_limit,
    below_threshold, no_cost.
    """

    project: int
    code: str
    because: tuple[int | str, ...] = ()
    """The winners or the limit behind it: indices of projects, or the name of the district or category."""


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one count. `endowment` is the last one each voter (of share 1) had, in minor units."""

    spec: RuleSpec
    winners: tuple[int, ...]
    rounds: tuple[Round, ...]
    exclusions: tuple[Exclusion, ...]
    votes: tuple[int, ...]
    """Of every project, in the order of the election; ballots that support it."""
    spent: int
    endowment: Fraction | None = None
    runs: int = 1
    """How many times Equal Shares was run (Add1)."""
    fallbacks: int = 0
    """Decisions the floats could not make for sure, made again in exact numbers."""
    comparison: str = ""
    """"kept" or "replaced" when the comparison step was asked for."""
