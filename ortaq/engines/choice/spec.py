"""How to count, said completely.

"Equal Shares with Add1" alone is not one rule: every field here changes winners somewhere.
"""

from dataclasses import dataclass
from enum import StrEnum


class RuleName(StrEnum):
    GREEDY = "greedy"
    """By votes; a project that no longer fits is skipped, the next is tried."""
    GREEDY_NO_SKIP = "greedy-no-skip"
    """By votes; the first project that does not fit ends the count."""
    GREEDY_THRESHOLD = "greedy-threshold"
    """By votes among projects with `threshold` votes or more."""
    GREEDY_EXCLUSIVE = "greedy-exclusive"
    """By votes; of each exclusion group the first that fits shuts out the others."""
    EQUAL_SHARES = "equal-shares"
    PHRAGMEN = "phragmen"
    MAXIMIN_SUPPORT = "maximin-support"
    MAJORITY_JUDGMENT = "majority-judgment"


class Utility(StrEnum):
    """What a supported project is worth to a supporter."""

    COST = "cost"
    CARDINALITY = "cardinality"
    POINTS = "points"
    """The points on the ballot; ranks give Borda points."""


class Completion(StrEnum):
    """What happens with money Equal Shares leaves over."""

    NONE = "none"
    ADD1 = "add1"
    """Everybody gets `step` more and the count starts anew, until `stop`."""
    ADD1U = "add1u"
    """Add1, then the rest greedily by `utility` votes."""
    UTILITARIAN = "utilitarian"
    """The rest greedily by votes."""


class Stop(StrEnum):
    """When Add1 ends: with the last outcome before one overspends, or earlier with the first exhaustive one.

    To Phragmén and maximin support: whether the first project that no longer fits ends the count, or is passed over.
    """

    OVERSPEND = "overspend"
    EXHAUSTIVE = "exhaustive"


class Over(StrEnum):
    """Which projects `exhaustive` asks about."""

    ALL = "all"
    SUPPORTED = "supported"


class Start(StrEnum):
    """First endowment: budget ÷ voters as a fraction, or rounded down to whole units of currency."""

    FRACTION = "fraction"
    INTEGER = "integer"
    FRACTION_FIRST = "fraction-first"
    """The fraction for the first run; Add1 then goes on from the whole units below it."""


class Eligibility(StrEnum):
    """Who shares the budget: every ballot handed in, or those that support something."""

    ALL = "all"
    NON_EMPTY = "non-empty"


class Comparison(StrEnum):
    """The last step of some cities: greedy's winners instead, when more voters are better off with them.

    Better off is who supports more of the winners (with `Utility.POINTS`: gave them more points).
    """

    NONE = "none"
    GREEDY = "greedy"


class Tie(StrEnum):
    """One step of breaking a tie; never by id unless a preset that copies another program says so."""

    CHEAPEST = "cheapest"
    COSTLIEST = "costliest"
    VOTES = "votes"
    LOT = "lot"
    """The order drawn in public before the count (`lot` below)."""
    ID = "id"
    FILE_ORDER = "file-order"


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule with nothing left open. `step` is in units of currency per voter; money in minor units elsewhere."""

    rule: RuleName = RuleName.EQUAL_SHARES
    utility: Utility = Utility.COST
    completion: Completion = Completion.ADD1
    stop: Stop = Stop.EXHAUSTIVE
    exhaustive_over: Over = Over.ALL
    start: Start = Start.FRACTION
    step: int = 1
    eligibility: Eligibility = Eligibility.ALL
    threshold: int = 0
    """Votes a project needs to be counted at all; 0 for none."""
    quota: int = 0
    """A project that costs x of the budget needs the support of x ÷ quota of the voters; 0 for none."""
    comparison: Comparison = Comparison.NONE
    ties: tuple[Tie, ...] = (Tie.CHEAPEST, Tie.VOTES, Tie.LOT)
    lot: tuple[str, ...] = ()
    """Project ids in the order of the lot, first drawn first; must name every project if a tie needs it."""
