"""The maximin support method for projects with costs, exact.

Every voter has the same support to give (times her endowment) and shares it out among the elected projects she
supports, so that the worst supported of them, measured per unit of cost, has as much as possible. Next is elected the
project after which that least support is largest. Sánchez-Fernández, Fernández-García, Fisteus and Brill, "The maximin
support method: an extension of the D'Hondt method to approval-based multiwinner elections", Mathematical Programming
203 (2024); with costs: "generalised sequential Phragmén" in Aziz, Lee and Talmon, "Proportionally Representative
Participatory Budgeting", AAMAS 2018. The least support is one over the least largest load, and loads are what is
compared here (`loads.balanced`).

What a ballot says counts as approval: of everything chosen, ranked, or given more than 0 points. A project that no
longer fits the budget is passed over until nothing fits (`Stop.EXHAUSTIVE`), or ends the count (`Stop.OVERSPEND`).

How it is fast: voters who support the same winners are one class; a load only grows as winners join, so the set of
projects that forced the last one known gives a lower bound, and most projects are dismissed by a bound or one flow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from ortaq.engines.choice.election import Election
from ortaq.engines.choice.limits import Room, field_of
from ortaq.engines.choice.loads import Ints, Network, balanced, voices
from ortaq.engines.choice.profile import Profile, profile_of
from ortaq.engines.choice.result import Result, Round
from ortaq.engines.choice.spec import RuleSpec, Stop
from ortaq.engines.choice.ties import Ties


def run(election: Election, spec: RuleSpec) -> Result:
    """This will elect one project after another so that the least support stays as large as it can.

    In a round `price` is the largest load of a voter of share 1 after it, in minor units, and `effective_votes` the
    cost ÷ that load: the support the project is sure of, in voters. Raises `ElectionError` for a tie no step breaks.
    """
    profile = profile_of(election)
    votes = tuple(int(number) for number in profile.votes)
    field, room, ties = field_of(election, spec, profile), Room(election), Ties(election, spec, votes)
    support = Support(profile, field.running)
    rounds: list[Round] = []
    left = election.budget
    while True:
        if spec.stop is Stop.EXHAUSTIVE:
            support.drop([one for one in support.waiting if election.projects[one].cost > left])
        support.drop([one for one in support.waiting if room.bound and room.refusal(one) is not None])
        if not support.waiting:
            break
        load, tied = support.least_loaded()
        tie = ties.first(tied) if len(tied) > 1 else None
        project = tie.winner if tie else tied[0]
        cost = election.projects[project].cost
        if cost > left:
            break
        room.take(project)
        left -= cost
        support.elect(project)
        rounds.append(Round(project, "maximin", votes[project], Fraction(cost) / load, price=load, tie=tie))
    winners = tuple(one.winner for one in rounds)
    losers = [project for project in field.running if project not in winners]
    exclusions = (*field.excluded, *room.shut_out(losers))
    return Result(spec, winners, tuple(rounds), exclusions, votes, spent=election.budget - left)


Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bound:
    """A load the project will cause at least, once elected, and the set of projects (it among them) that forces it."""

    load: Fraction
    forced_by: tuple[int, ...]


class Support:
    """The winners, the voters in classes by the winners they support, and the projects still waiting with their bounds.

    `_class[g]` is the class of group g, `_size` the voices of each class; `_edges` are pairs (place of a winner, class
    supporting it). `_all` and `_tight` are the winners, and those of them that forced the load of the last one, each
    with the classes that support any of them.
    """

    def __init__(self, profile: Profile, running: tuple[int, ...]) -> None:
        self._profile = profile
        self._voices = voices(profile)
        self._class = np.zeros(len(self._voices), dtype=np.int64)
        self._size = np.array([self._voices.sum()], dtype=np.int64)
        self._edges = (np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
        self._winners: list[int] = []
        self._all = self._tight = self._classes_of(())
        self._bounds: dict[int, Bound] = {}
        self._load = Fraction(0)
        for project in running:
            behind = int(self._voices[profile.supporters(project)].sum())
            if behind:  # supporters without endowment carry nothing
                self._bounds[project] = Bound(Fraction(int(profile.costs[project]), behind), (project,))

    @property
    def waiting(self) -> list[int]:
        return list(self._bounds)

    def drop(self, projects: list[int]) -> None:
        """This will forget projects that cannot win any more."""
        for project in projects:
            del self._bounds[project]

    def least_loaded(self) -> tuple[Fraction, list[int]]:
        """This will give the least load any waiting project would cause, and the projects that cause it."""
        best: Fraction | None = None
        loads: dict[int, Fraction] = {}
        for project in sorted(self._bounds, key=lambda one: self._bounds[one].load):
            if best is not None and max(self._bounds[project].load, self._load) > best:
                break
            loads[project] = self._load_with(project, best)
            best = loads[project] if best is None else min(best, loads[project])
        if best is None:
            raise ValueError("No project is waiting.")
        return best, [project for project, load in loads.items() if load == best]

    def elect(self, project: int) -> None:
        """This will add a winner: each class it splits becomes two, and the load it causes holds from now on."""
        inside = self._inside(project)
        size, split = len(self._size), np.flatnonzero(inside)
        twin = np.zeros(size, dtype=np.int64)
        twin[split] = np.arange(size, size + len(split))
        members = self._profile.supporters(project)
        self._class[members] = twin[self._class[members]]
        self._size = np.concatenate([self._size - inside, inside[split]])
        winner, owned = self._edges
        copied = inside[owned] > 0
        self._edges = (
            np.concatenate([winner, winner[copied], np.full(len(split), len(self._winners))]),
            np.concatenate([owned, twin[owned[copied]], twin[split]]),
        )
        self._winners.append(project)
        self._compact()
        bound = self._bounds.pop(project)
        self._load = max(self._load, bound.load)
        self._all, self._tight = self._classes_of(self._winners), self._classes_of(bound.forced_by)

    def _compact(self) -> None:
        """This will forget classes nobody is in."""
        filled = self._size > 0
        if bool(filled.all()):
            return
        renamed = np.cumsum(filled) - 1
        winner, owned = self._edges
        kept = filled[owned]
        self._edges = (winner[kept], renamed[owned[kept]])
        # Groups without endowment have no size; wherever they are put, they carry nothing.
        self._class = np.maximum(renamed[self._class], 0)
        self._size = self._size[filled]

    def _classes_of(self, winners: Sequence[int]) -> tuple[tuple[int, ...], Flags]:
        """This will give some of the winners and, for each class, whether it supports one of them."""
        winner, owned = self._edges
        chosen, classes = np.zeros(len(self._winners), dtype=bool), np.zeros(len(self._size), dtype=bool)
        chosen[[self._winners.index(one) for one in winners]] = True
        classes[owned[chosen[winner]]] = True
        return tuple(winners), classes

    def _load_with(self, project: int, ceiling: Fraction | None) -> Fraction:
        """This will give the least largest load with the project among the winners, or one above the ceiling."""
        bound = self._bounds[project]
        if not self._winners:
            return bound.load
        inside = self._inside(project)
        for winners, classes in (self._tight, self._all):  # a guess that costs no flow
            behind = int(self._size[classes].sum()) + int(inside[~classes].sum())
            cost = int(self._profile.costs[[*winners, project]].sum())
            if cost * bound.load.denominator > bound.load.numerator * behind:
                bound = Bound(Fraction(cost, behind), (*winners, project))
        self._bounds[project] = bound
        floor = max(bound.load, self._load)
        if ceiling is not None and floor > ceiling:
            return floor
        load, tight = balanced(self._network(project, inside), floor, ceiling)
        if tight is not None:  # the project is in it: without it the load so far would suffice
            everyone = [*self._winners, project]
            self._bounds[project] = Bound(tight.load, tuple(everyone[one] for one in tight.projects))
        return load

    def _inside(self, project: int) -> Ints:
        """This will give the voices of the project's supporters in each class."""
        members = self._profile.supporters(project)
        inside = np.zeros(len(self._size), dtype=np.int64)
        np.add.at(inside, self._class[members], self._voices[members])
        return inside

    def _network(self, project: int, inside: Ints) -> Network:
        """This will lay out the winners and the project over classes: those split by it twice, without it and with."""
        split = np.flatnonzero(inside)
        twin = np.zeros(len(self._size), dtype=np.int64)
        twin[split] = np.arange(len(self._size), len(self._size) + len(split))
        winner, owned = self._edges
        without, with_it = self._size[owned] > inside[owned], inside[owned] > 0
        return Network.of(
            costs=self._profile.costs[[*self._winners, project]],
            weights=np.concatenate([self._size - inside, inside[split]]),
            owner=np.concatenate([winner[without], winner[with_it], np.full(len(split), len(self._winners))]),
            to=np.concatenate([owned[without], twin[owned[with_it]], twin[split]]),
        )
