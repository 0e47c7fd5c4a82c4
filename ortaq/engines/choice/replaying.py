"""The last run of Equal Shares once more: what every group of ballots had left after every round, and what went where.

The rounds of a `Result` are exact, so the purses follow from them: in the round of w a supporter pays
min(purse, price · utility of w). They are kept here as floats with a bound on their error, for sums over many voters,
and can be had exactly, group by group, wherever a float does not decide.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.choice.election import Election
from ortaq.engines.choice.profile import Profile, profile_of
from ortaq.engines.choice.result import Result, Round
from ortaq.engines.choice.spec import Utility

Floats = NDArray[np.float64]
Kernel = Callable[..., None]
UNIT = 2.0**-53
"""Half the distance from 1 to the next float: the largest relative error of one operation."""

WORTH_LOADING, WORTH_COMPILING = 100_000, 2_500
"""From so many pairs (project, supporting group) on, sums over ballots are compiled: the first where numba would have
to be loaded for it, the second where the count has loaded it."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Of one round: how many of each project's supporters also support the winner, and what of theirs went to it."""

    voters: NDArray[np.int64]
    money: Floats


class Replay:
    """The purses of the last run. A stage is the moment before a round; the last stage is the end of the run."""

    def __init__(self, election: Election, result: Result) -> None:
        self.election, self.utility = election, result.spec.utility
        self.profile: Profile = profile_of(election)
        worth = WORTH_COMPILING if "numba" in sys.modules else WORTH_LOADING
        self._cross, self._gather = kernels(small=len(self.profile.members) < worth)
        self.rounds = tuple(one for one in result.rounds if one.phase == "shares")
        self.endowment = result.endowment or Fraction(0)
        self.purses: list[Floats] = [(float(self.endowment) * self.profile.endowments).astype(np.float64)]
        """By stage, of each ballot of a group."""
        self.crossings: list[Crossing] = []
        for one in self.rounds:
            self._play(one)
        self._round_of = {one.winner: number for number, one in enumerate(self.rounds)}
        self._exact: dict[tuple[int, int | None, tuple[int, ...]], Fraction] = {}

    @property
    def stages(self) -> int:
        return len(self.rounds) + 1

    def error(self, stage: int) -> float:
        """This will bound by how much a purse of that stage is wrong: each round adds at most three roundings."""
        most = float(self.endowment) * max(int(self.profile.endowments.max(initial=0)), 1)
        return (4 * stage + 4) * UNIT * most

    def _play(self, one: Round) -> None:
        profile, before = self.profile, self.purses[-1]
        groups = profile.supporters(one.winner)
        paid = np.minimum(before[groups], self._caps(one))
        after = before.copy()
        after[groups] -= paid
        voters = np.zeros(len(profile.costs), dtype=np.int64)
        money = np.zeros(len(profile.costs))
        self._cross(groups, paid, profile.weights, profile.starts, profile.supported, voters, money)
        self.purses.append(after)
        self.crossings.append(Crossing(voters, money))

    def _caps(self, one: Round) -> Floats:
        """This will give what each supporting group would pay for the winner with money enough."""
        if self.utility is Utility.POINTS and one.price is not None:
            where = slice(self.profile.pointers[one.winner], self.profile.pointers[one.winner + 1])
            caps: Floats = float(one.price) / self.election.point_scale * self.profile.points[where].astype(np.float64)
            return caps
        return np.full(len(self.profile.supporters(one.winner)), float(one.payment or 0))

    def collected(self, stage: int, caps: Floats, wanted: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """This will give, for every wanted project, what its supporters could pay at that stage, at most `caps` each.

        Beside it, how many of them could pay the cap in full.
        """
        profile = self.profile
        sums, full = np.zeros(len(profile.costs)), np.zeros(len(profile.costs))
        self._gather(profile.pointers, profile.members, profile.weights, self.purses[stage], caps, wanted, sums, full)
        return sums, full

    def collected_by(self, project: int, stage: int, cap: float) -> float:
        """This will give the same sum for one project."""
        groups = self.profile.supporters(project)
        return float(np.minimum(self.purses[stage][groups], cap) @ self.profile.weights[groups])

    # ── exactly ──────────────────────────────────────────────────────────────────────────────────────────────────

    def exactly(self, project: int, stage: int, cap: Fraction | None) -> tuple[Fraction, Fraction]:
        """This will give the same sum in fractions, and the fullest purse; no cap means all they have."""
        tally: dict[Fraction, int] = {}
        for group in self.profile.supporters(project).tolist():
            purse = self.exact_purse(group, stage)
            tally[purse] = tally.get(purse, 0) + int(self.profile.weights[group])
        collected = (weight * (purse if cap is None else min(purse, cap)) for purse, weight in tally.items())
        return sum(collected, Fraction(0)), max(tally, default=Fraction(0))

    def exact_purse(self, group: int, stage: int) -> Fraction:
        """This will give what each ballot of a group had left at that stage."""
        profile = self.profile
        supported = profile.supported[profile.starts[group] : profile.starts[group + 1]].tolist()
        played = sorted(self._round_of[project] for project in supported if self._round_of.get(project, stage) < stage)
        giver = group if self.utility is Utility.POINTS else None
        return self._exact_after(int(profile.endowments[group]), giver, tuple(played))

    def _exact_after(self, share: int, giver: int | None, played: tuple[int, ...]) -> Fraction:
        """This will take the payments of some rounds off a share; with points each group pays by its own."""
        known = len(played)
        while known and (share, giver, played[:known]) not in self._exact:
            known -= 1
        left = self._exact[share, giver, played[:known]] if known else self.endowment * share
        for length in range(known, len(played)):
            left -= min(left, self._exact_cap(self.rounds[played[length]], giver))
            self._exact[share, giver, played[: length + 1]] = left
        return left

    def _exact_cap(self, one: Round, giver: int | None) -> Fraction:
        if giver is None or one.price is None:
            return one.payment or Fraction(0)
        start = int(self.profile.pointers[one.winner])
        place = start + int(np.searchsorted(self.profile.supporters(one.winner), giver))
        return one.price * int(self.profile.points[place]) / self.election.point_scale


def cross(groups: Any, paid: Any, weights: Any, starts: Any, supported: Any, voters: Any, money: Any) -> None:
    """This will add the payments of a round to all projects their givers support: see `Crossing`."""
    for place in range(len(groups)):
        group = groups[place]
        for choice in range(starts[group], starts[group + 1]):
            voters[supported[choice]] += weights[group]
            money[supported[choice]] += weights[group] * paid[place]


def gather(
    pointers: Any, members: Any, weights: Any, purses: Any, caps: Any, wanted: Any, sums: Any, full: Any
) -> None:
    """This will add up the purses behind every wanted project, each at most its cap: see `Replay.collected`."""
    for project in range(len(sums)):
        if wanted[project]:
            cap, total, able = caps[project], 0.0, 0
            for place in range(pointers[project], pointers[project + 1]):
                purse, weight = purses[members[place]], weights[members[place]]
                if purse < cap:
                    total += weight * purse
                else:
                    able += weight
            sums[project] = total + able * cap
            full[project] = able


def cross_small(groups: Any, paid: Any, weights: Any, starts: Any, supported: Any, voters: Any, money: Any) -> None:
    """This will do what `cross` does, by arrays."""
    sizes = starts[groups + 1] - starts[groups]
    first = np.repeat(starts[groups] - np.cumsum(sizes) + sizes, sizes)
    chosen = supported[first + np.arange(len(first))]
    np.add.at(voters, chosen, np.repeat(weights[groups], sizes))
    np.add.at(money, chosen, np.repeat(weights[groups] * paid, sizes))


def gather_small(
    pointers: Any, members: Any, weights: Any, purses: Any, caps: Any, wanted: Any, sums: Any, full: Any
) -> None:
    """This will do what `gather` does, by arrays."""
    owner = np.repeat(np.arange(len(sums)), np.diff(pointers))
    if not wanted.all():
        asked = wanted[owner]
        owner, members = owner[asked], members[asked]
    purse, cap, weight = purses[members], caps[owner], weights[members]
    able = purse >= cap
    full[:] = np.bincount(owner, weights=weight * able, minlength=len(sums))
    poor = np.bincount(owner, weights=np.where(able, 0.0, weight * purse), minlength=len(sums))
    sums[:] = poor + np.where(full > 0, full * caps, 0.0)


@lru_cache(maxsize=2)
def kernels(*, small: bool) -> tuple[Kernel, Kernel]:
    """This will give both: by arrays for small elections, compiled for large ones, where numba is worth its loading."""
    if small:
        return cross_small, gather_small
    import numba

    compiled = numba.njit(cache=True, nogil=True)
    return compiled(cross), compiled(gather)
