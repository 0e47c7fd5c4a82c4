"""Phragmén's sequential rule for projects with costs, in exact numbers.

Every voter earns money at the same steady rate (times her endowment) from nothing. The moment the supporters of a
project together hold its cost, it is elected and they pay all they hold. Phragmén's method of 1894; with costs: Los,
Christoff and Grossi, "Proportional Budget Allocations: Towards a Systematization", IJCAI 2022.

What a ballot says counts as approval: of everything chosen, ranked, or given more than 0 points. A project that no
longer fits the budget is passed over and the count goes on until nothing fits (`Stop.EXHAUSTIVE`), or ends the count
(`Stop.OVERSPEND`, as in the paper). Equal moments are told apart by `RuleSpec.ties`; other options say nothing here.

How it is fast: what a voter holds depends only on the moment she last paid, so voters are kept in classes of equal
moment, and the moments are whole numbers over one common denominator. The moment of a project only ever moves later,
so the last one known is a lower bound, and only the projects that could come first are reckoned anew.
"""

from fractions import Fraction
from heapq import heappop, heappush
from math import lcm

import numpy as np

from ortaq.engines.choice.election import Election
from ortaq.engines.choice.limits import Room, field_of
from ortaq.engines.choice.loads import voices
from ortaq.engines.choice.profile import profile_of
from ortaq.engines.choice.result import Result, Round
from ortaq.engines.choice.spec import RuleSpec, Stop
from ortaq.engines.choice.ties import Ties


class Earnings:
    """When each group of voters last paid; moments are whole numbers over `denominator`, the first is the start."""

    def __init__(self, election: Election) -> None:
        self._profile = profile_of(election)
        self._rates = voices(self._profile)
        self._last = np.zeros(len(self._rates), dtype=np.int64)
        self._moments = [0]
        self._denominator = 1

    def moment(self, project: int) -> Fraction | None:
        """This will give when its supporters hold its cost: what each of share 1 has earned by then, in minor units.

        None if they never will, as none of them has an endowment.
        """
        members = self._profile.supporters(project)
        rates = np.zeros(len(self._moments), dtype=np.int64)
        np.add.at(rates, self._last[members], self._rates[members])
        rate = int(rates.sum())
        if not rate:
            return None
        earned_before = sum(int(rates[one]) * self._moments[one] for one in np.flatnonzero(rates))
        cost = int(self._profile.costs[project]) * self._denominator
        return Fraction(cost + earned_before, rate * self._denominator)

    def pay(self, project: int, moment: Fraction) -> Fraction:
        """This will take all the supporters hold at that moment and give the most that one of them paid."""
        members = self._profile.supporters(project)
        pairs = np.unique(np.stack([self._last[members], self._profile.endowments[members]]), axis=1).T.tolist()
        most: Fraction = max(
            (moment - Fraction(self._moments[last], self._denominator)) * share for last, share in pairs
        )
        common = lcm(self._denominator, moment.denominator)
        if common != self._denominator:
            times = common // self._denominator
            self._moments, self._denominator = [one * times for one in self._moments], common
        self._last[members] = len(self._moments)
        self._moments.append(moment.numerator * (common // moment.denominator))
        return most


def run(election: Election, spec: RuleSpec) -> Result:
    """This will elect projects in the order in which their supporters can pay for them.

    In a round `price` is the moment (what a voter of share 1 has earned by then), `payment` the most a supporter paid
    and `effective_votes` the cost ÷ that payment. Raises `ElectionError` for a tie no step of the rule breaks.
    """
    profile = profile_of(election)
    votes = tuple(int(number) for number in profile.votes)
    field, room, ties = field_of(election, spec, profile), Room(election), Ties(election, spec, votes)
    earnings = Earnings(election)
    rounds: list[Round] = []
    left = election.budget
    waiting = [(Fraction(0), project) for project in field.running]
    while first := _first(waiting, earnings):
        moment, tied = first
        tie = ties.first(tied) if len(tied) > 1 else None
        project = tie.winner if tie else tied[0]
        for other in tied:
            if other != project:
                heappush(waiting, (moment, other))
        cost = election.projects[project].cost
        if room.refusal(project) is not None:
            continue
        if cost > left:
            if spec.stop is Stop.OVERSPEND:
                break
            continue
        room.take(project)
        left -= cost
        payment = earnings.pay(project, moment)
        rounds.append(Round(project, "phragmen", votes[project], Fraction(cost) / payment, moment, payment, tie))
    winners = tuple(one.winner for one in rounds)
    losers = [project for project in field.running if project not in winners]
    exclusions = (*field.excluded, *room.shut_out(losers))
    return Result(spec, winners, tuple(rounds), exclusions, votes, spent=election.budget - left)


def _first(waiting: list[tuple[Fraction, int]], earnings: Earnings) -> tuple[Fraction, list[int]] | None:
    """This will take the projects whose moment comes first from the heap of (lower bound, project); None at the end."""
    known: list[tuple[Fraction, int]] = []
    best: Fraction | None = None
    while waiting and (best is None or waiting[0][0] <= best):
        _, project = heappop(waiting)
        moment = earnings.moment(project)
        if moment is None:
            continue
        known.append((moment, project))
        best = moment if best is None else min(best, moment)
    tied = [project for moment, project in known if moment == best]
    for moment, project in known:
        if moment != best:
            heappush(waiting, (moment, project))
    return None if best is None else (best, tied)
