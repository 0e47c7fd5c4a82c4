"""The shape of an answer to "why this, and why not mine": one `Fate` for every project.

Money is whole minor units, rounded; what was decided is exact (`Nearest`). The sentences are made of
this by `ortaq.engines.choice.telling`, the JSON by `to_json`.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Reason(StrEnum):
    """Why a project stands where it stands; the other reasons are the codes of `Exclusion`."""

    WON = "won"
    SUPPORT_SPENT = "support_spent"
    """Equal Shares: what its supporters had left did not carry it."""
    OUTVOTED = "outvoted"
    """At its turn the money of the budget was already given to projects that stood before it."""
    STOPPED = "stopped"
    """The count had ended at a project before it that did not fit (greedy without skipping)."""
    NOT_REACHED = "not_reached"
    """The rule chose others until nothing more fitted."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A winner that stood in the way: `voters` supported both, `money` of theirs went to it (None if nobody pays)."""

    project: int
    voters: int
    money: int | None = None


class Question(StrEnum):
    """What exactly `Nearest` answers."""

    LAST_RUN = "last_run"
    """The last run of Equal Shares: every voter keeps the endowment of that run, further ballots bring the same
    endowment and support this project alone; what the budget has left is not asked."""
    ORDER = "order"
    """By votes: further ballots support this project alone; in a completion, after the shares went as they went."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The smallest changes, each by itself and all else as it was, with which it would have won without needing a tie.

    The numbers are exact for `question`. None where there is no answer or none is sought.
    """

    question: Question
    more_votes: int | None = None
    """The fewest further ballots for it alone."""
    cost: int | None = None
    """The highest cost at which it would have won with the votes it has: minor units, whole units of currency."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one project, and why."""

    project: int
    id: str
    name: str
    cost: int
    votes: int
    reason: str
    because: tuple[int | str, ...] = ()
    """Behind an exclusion: winners (indices), or the name of the district or the categories."""
    limit: int | None = None
    """Behind an exclusion: the votes a project needs, or the most it may cost in minor units."""
    place: int | None = None
    """Of a winner, from 1: the round it was chosen in."""
    phase: str = ""
    effective_votes: Fraction | None = None
    """Of a winner of Equal Shares: cost ÷ the largest payment."""
    payment: Fraction | None = None
    """Of a winner of Equal Shares: what a supporter with money enough paid, in minor units; nobody paid more."""
    tied_with: tuple[int, ...] = ()
    """A winner: those it was level with when it was taken. A loser: the last winner taken from level with it."""
    tie_by: str = ""
    money_left: int | None = None
    """Equal Shares: what its supporters had left together after the shares. By votes: what the budget still held."""
    money_at_first: int | None = None
    """Equal Shares: what its supporters had together before the first round of the last run."""
    effective_support: Fraction | None = None
    """Equal Shares: `money_left` counted in whole endowments: so many of its votes still had their weight."""
    rivals: tuple[Rival, ...] = ()
    """Those that took most first."""
    nearest: Nearest | None = None

    @property
    def won(self) -> bool:
        return self.reason == Reason.WON

    @property
    def votes_needed(self) -> int | None:
        """Votes at which it would have won, all else the same."""
        if self.nearest is None or self.nearest.more_votes is None:
            return None
        return self.votes + self.nearest.more_votes

    def to_json(self, ids: tuple[str, ...]) -> dict[str, Any]:
        """This will give plain JSON that names projects by id and leaves out what does not apply."""
        near = self.nearest
        given = {
            "project": self.id,
            "name": self.name,
            "cost": self.cost,
            "votes": self.votes,
            "reason": str(self.reason),
            "because": [ids[one] if isinstance(one, int) else one for one in self.because],
            "limit": self.limit,
            "place": self.place,
            "phase": self.phase,
            "effective_votes": decimal(self.effective_votes),
            "payment": decimal(self.payment),
            "tied_with": [ids[one] for one in self.tied_with],
            "tie_by": self.tie_by,
            "money_left": self.money_left,
            "money_at_first": self.money_at_first,
            "effective_support": decimal(self.effective_support),
            "votes_needed": self.votes_needed,
            "rivals": [
                {"project": ids[rival.project], "voters": rival.voters}
                | ({} if rival.money is None else {"money": rival.money})
                for rival in self.rivals
            ],
            "nearest": None
            if near is None
            else {"question": str(near.question), "more_votes": near.more_votes, "cost": near.cost},
        }
        return {key: value for key, value in given.items() if value not in (None, "", [])}


@dataclass(frozen=True, slots=True)
class Explanation:
    """All of a count, project by project in the order of the election."""

    rule: str
    completion: str
    comparison: str
    currency: str
    """As the source wrote it (ISO 4217 in Pabulib files), "" if it did not say."""
    scale: int
    budget: int
    spent: int
    voters: int
    equal: bool
    """Every voter brought the same share of the budget."""
    endowment: Fraction | None
    """What a voter of share 1 had in the last run, in minor units."""
    winners: tuple[int, ...]
    fates: tuple[Fate, ...]

    def to_json(self) -> dict[str, Any]:
        """This will give plain JSON of whole numbers and texts: money in minor units, fractions as decimals."""
        ids = tuple(fate.id for fate in self.fates)
        return {
            "rule": self.rule,
            "completion": self.completion,
            "comparison": self.comparison,
            "currency": self.currency,
            "scale": self.scale,
            "budget": self.budget,
            "spent": self.spent,
            "voters": self.voters,
            "equal": self.equal,
            "endowment": decimal(self.endowment),
            "winners": [ids[winner] for winner in self.winners],
            "projects": [fate.to_json(ids) for fate in self.fates],
        }


def decimal(value: Fraction | None, places: int = 4) -> str | None:
    """This will write a fraction with so many places, half rounded to even: for reading, not for counting on."""
    if value is None:
        return None
    whole = round(value * 10**places)
    sign, digits = "-" if whole < 0 else "", str(abs(whole)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
