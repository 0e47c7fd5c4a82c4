"""How near a loser of Equal Shares came: the fewest further ballots, the highest cost, with which it would have won.

Both are asked of the last run alone: endowments stay as they were, and until the project is elected every round goes as
it went, because ballots for it alone pay for nothing else. So it would have been elected in the first stage where it
beats the winner of the round, or at the end of the run, where being affordable is enough. With k more ballots of the
endowment e the project is ahead of a round of price r (per unit of utility) exactly when

    Σ min(purse, r·u) + k · min(e, r·u) > cost                     u: its utility to a supporter

because the left side is what it can collect at that price, and its own price is lower when that is more than its cost
(or is its cost, and nobody has as much as r·u, so that a lower price collects the same); at the end of the run when
Σ purse + k·e ≥ cost. Both grow with k, so each stage has one smallest k, and the answer is
the smallest of all stages in which no limit shuts the project out. The same for a cost c below its own: with the
utility `cost` (u = c) the left side is concave in c and 0 at 0, else it does not depend on c, so the costs that are
ahead are an interval from 0, and the answer is the largest end of all stages. A tie is not counted as won. Floats find
both answers; what their error bound leaves open is settled in fractions.

With the utility `points` only the end of the run is searched: further ballots would need
points.
"""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.choice.explanation import Nearest, Question
from ortaq.engines.choice.limits import Room
from ortaq.engines.choice.replaying import UNIT, Floats, Replay
from ortaq.engines.choice.spec import Utility

Flags = NDArray[np.bool_]
FAR = float(2**62)
"""More ballots than any election has."""


class Nearness:
    """All stages of one replay, asked about many losers at once. Rows are stages, columns projects."""

    def __init__(self, replay: Replay, losers: list[int]) -> None:
        self.replay, self.election = replay, replay.election
        self.losers = losers
        self.costs = replay.profile.costs.astype(np.float64)
        self.prices = [one.price or Fraction(0) for one in replay.rounds]
        self.whole = float(replay.purses[0].max(initial=0))
        """No purse holds more."""
        self.open = self._open()

    def _open(self) -> Flags:
        """This will tell in which stages each loser could still be elected, by the limits."""
        running = np.zeros(len(self.costs), dtype=bool)
        running[self.losers] = True
        flags = np.tile(running, (self.replay.stages, 1))
        room = Room(self.election)
        for stage, one in enumerate([*self.replay.rounds, None]):
            if room.bound:
                flags[stage] &= [
                    bool(running[project]) and room.refusal(project) is None for project in range(len(self.costs))
                ]
            if one is not None:
                room.take(one.winner)
        if self.replay.utility is Utility.POINTS:
            flags[:-1] = False
        return flags

    def answers(self) -> dict[int, Nearest]:
        """This will give the nearest change of every loser that has one."""
        votes, costs = self._more_votes(), self._highest_costs()
        return {
            loser: Nearest(Question.LAST_RUN, votes.get(loser), costs.get(loser))
            for loser in self.losers
            if loser in votes or loser in costs
        }

    # ── further ballots ──────────────────────────────────────────────────────────────────────────────────────────

    def _more_votes(self) -> dict[int, int]:
        lowest = np.full((self.replay.stages, len(self.costs)), FAR)
        highest = np.full(len(self.costs), FAR)
        if not self.replay.endowment:
            return {}
        for stage in reversed(range(self.replay.stages)):
            caps = self._caps(stage, self.costs)
            fresh = np.minimum(caps, float(self.replay.endowment))
            fresh[fresh <= 0] = 1.0  # a project without a cost, which does not run
            wanted = self.open[stage] & (self.costs - self.replay.profile.votes * caps < (highest + 1) * fresh)
            money, _ = self.replay.collected(stage, caps, wanted)
            need = (self.costs - money) / fresh
            error = self._error(stage, money) / fresh + 4 * UNIT * np.abs(need)
            low, high = np.ceil(need - error), np.floor(need + error) + 1
            lowest[stage] = np.where(wanted, np.maximum(low, 1), FAR)
            highest = np.where(wanted, np.minimum(highest, np.maximum(high, 1)), highest)
        found = {}
        for loser in self.losers:
            if highest[loser] < FAR:
                stages = np.flatnonzero(lowest[:, loser] < highest[loser]).tolist()
                exact = [self._exact_votes(loser, stage) for stage in stages]
                found[loser] = min([int(highest[loser]), *exact])
        return found

    def _exact_votes(self, project: int, stage: int) -> int:
        cost, cap = self.election.projects[project].cost, self._exact_cap(project, stage)
        money, fullest = self.replay.exactly(project, stage, cap)
        fresh = self.replay.endowment if cap is None else min(self.replay.endowment, cap)
        if cap is None or max(fullest, fresh) < cap:
            return max(1, -((money - cost) // fresh))
        return max(1, (cost - money) // fresh + 1)

    def _caps(self, stage: int, costs: Floats) -> Floats:
        """This will give the most a supporter of each project would pay at the price of the round; at the end, all."""
        if stage == self.replay.stages - 1:
            return np.full(len(costs), self.whole)
        price = float(self.prices[stage])
        return price * costs if self.replay.utility is Utility.COST else np.full(len(costs), price)

    def _exact_cap(self, project: int, stage: int, cost: int | None = None) -> Fraction | None:
        if stage == self.replay.stages - 1:
            return None
        own = self.election.projects[project].cost if cost is None else cost
        return self.prices[stage] * (own if self.replay.utility is Utility.COST else 1)

    def _error(self, stage: int, money: Floats) -> Floats:
        """This will bound by how much a sum over supporters is wrong: their purses, the caps, and the adding up."""
        profile = self.replay.profile
        number = np.diff(profile.pointers)
        return profile.votes * self.replay.error(stage) + (number + 8) * UNIT * (money + self.costs)

    # ── a lower cost ─────────────────────────────────────────────────────────────────────────────────────────────

    def _highest_costs(self) -> dict[int, int]:
        """This will find the costs by floats, and then make sure: each wins at its cost, and at none higher."""
        best, stage_of = np.zeros(len(self.costs)), np.full(len(self.costs), self.replay.stages - 1)
        for stage in reversed(range(self.replay.stages)):
            ends = self._end_of_interval(stage, best)
            stage_of[ends > best] = stage
            best = np.maximum(best, ends)
        unit = self.election.scale
        units = best // unit
        sure = self._wins_surely(units * unit, stage_of) & self._fails_surely((units + 1) * unit)
        found = {}
        for loser in self.losers:
            if self._limited(loser):
                continue
            cost = int(units[loser]) * unit if sure[loser] else self._settled(loser, int(units[loser]))
            if 0 < cost < self.election.projects[loser].cost:
                found[loser] = cost
        return found

    def _limited(self, project: int) -> bool:
        """This will tell whether a lower cost would also change what the limits say: no answer is sought then."""
        what, limits = self.election.projects[project], self.election.limits
        return what.district in limits.district or any(name in limits.category for name in what.categories)

    def _end_of_interval(self, stage: int, best: Floats) -> Floats:
        """This will give the end of the interval of costs that are ahead in that stage, where it is above `best`.

        With the utility `cost` it is the fixed point of c = Σ min(purse, r·c), sought by Newton's steps from above: the
        sum is concave and piecewise linear, so they fall onto it in a few steps. What falls to `best` is let go.
        """
        wanted, costs = self.open[stage].copy(), self.costs.copy()
        if stage == self.replay.stages - 1 or self.replay.utility is not Utility.COST:
            return self.replay.collected(stage, self._caps(stage, costs), wanted)[0]
        price = float(self.prices[stage])
        wanted &= self.replay.profile.votes * price > 1  # else the sum is below the cost at every cost
        reached = np.zeros(len(costs))
        while wanted.any():
            caps = self._caps(stage, costs)
            money, full = self.replay.collected(stage, caps, wanted)
            slope = 1 - price * full
            steep = np.where(slope > 0, slope, 1.0)
            lower = np.where(slope > 0, (money - full * caps) / steep, money)
            still = wanted & (money < costs * (1 - 1e-13)) & (lower < costs)
            reached = np.where(wanted & ~still, costs, reached)
            costs = np.where(still, lower, costs)
            wanted = still & (costs > best)
        return np.minimum(reached, self.costs)

    def _wins_surely(self, costs: Floats, stages: NDArray[np.int64]) -> Flags:
        """This will tell who wins at that cost in that stage without a doubt of the floats (at a cost of 0 all do)."""
        sure = costs <= 0
        for stage in range(self.replay.stages):
            wanted = self.open[stage] & (stages == stage) & ~sure
            money, _ = self.replay.collected(stage, self._caps(stage, costs), wanted)
            sure |= wanted & (money - self._error(stage, money) > costs)
        return sure

    def _fails_surely(self, costs: Floats) -> Flags:
        """This will tell whose floats leave no doubt that it loses at that cost in all stages."""
        sure = np.ones(len(costs), dtype=bool)
        for stage in range(self.replay.stages):
            wanted = self.open[stage] & sure & (costs < self.costs)
            if stage < self.replay.stages - 1 and self.replay.utility is Utility.COST:
                wanted &= self.replay.profile.votes * float(self.prices[stage]) > 1 - 1e-12
            money, _ = self.replay.collected(stage, self._caps(stage, costs), wanted)
            sure &= ~wanted | (money + self._error(stage, money) < costs)
        return sure

    def _settled(self, project: int, guess: int) -> int:
        """This will find the highest cost at which it wins by asking one cost after another, exactly."""
        unit = self.election.scale
        wins, loses = 0, -(-self.election.projects[project].cost // unit)
        for units in (guess, guess + 1):
            if wins < units < loses and self._wins_at(project, units * unit):
                wins = units
            elif wins < units < loses:
                loses = units
        while loses - wins > 1:  # what wins at a cost wins at every lower one
            middle = (wins + loses) // 2
            if self._wins_at(project, middle * unit):
                wins = middle
            else:
                loses = middle
        return wins * unit

    def _wins_at(self, project: int, cost: int) -> bool:
        """This will tell exactly whether the project would have been elected in the last run at that cost."""
        for stage in np.flatnonzero(self.open[:, project]).tolist():
            cap = self._exact_cap(project, stage, cost)
            near = self.replay.collected_by(project, stage, self.whole if cap is None else float(cap))
            doubt = float(self._error(stage, np.full(len(self.costs), near))[project])
            if near < cost - doubt:
                continue
            money, fullest = self.replay.exactly(project, stage, cap)
            if money > cost or (money == cost and (cap is None or fullest < cap)):
                return True
        return False
