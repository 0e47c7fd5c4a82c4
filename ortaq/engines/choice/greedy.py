"""The greedy family: by votes, as most cities count.

Projects are taken in falling order of their support; ties by `RuleSpec.ties`. Support is the ballots that name a
project (`Utility.COST` and `Utility.CARDINALITY`), or its points (`Utility.POINTS`: points of a cumulative or scoring
ballot, Borda points of a ranking, one per approval). It is never divided by the cost: that is another rule.

- `greedy`: a project dearer than the money left is passed over and the next is tried.
- `greedy-no-skip`: the first project dearer than the money left ends the count. Projects that do not run, or that a
  limit shuts out, are passed over and end nothing.
- `greedy-threshold`: greedy among projects of `RuleSpec.threshold` or more. Every rule keeps a threshold that is given;
  the name is Pabulib's.
- `greedy-exclusive`: greedy, and of each exclusion group the first that fits shuts out the others. Every rule keeps the
  exclusion groups; the name is Pabulib's.
"""

from collections.abc import Iterator
from itertools import groupby

from ortaq.engines.choice.election import Election
from ortaq.engines.choice.limits import Field, Room, field_of
from ortaq.engines.choice.profile import profile_of
from ortaq.engines.choice.result import Exclusion, Result, Round, TieBreak
from ortaq.engines.choice.spec import RuleName, RuleSpec, Utility
from ortaq.engines.choice.ties import Ties


def run(election: Election, spec: RuleSpec) -> Result:
    """This will count the election by one of the four greedy rules. Whole numbers only."""
    profile = profile_of(election)
    field = field_of(election, spec, profile)
    votes: list[int] = profile.votes.tolist()
    support: list[int] = profile.scores.tolist() if spec.utility is Utility.POINTS else votes
    count = Count(election, spec, votes)
    order = sorted(field.running, key=lambda project: (-support[project], count.ties.rank[project], project))
    for _, level in groupby(order, key=lambda project: support[project]):
        if not count.take(list(level)):
            break
    return count.result(field)


class Count:
    """A greedy count under way: the money left, the rounds so far and the projects the limits shut out."""

    def __init__(self, election: Election, spec: RuleSpec, votes: list[int], phase: str = "greedy") -> None:
        self._spec = spec
        self._budget = self.left = election.budget
        self.ties = Ties(election, spec, votes)
        self.rounds: list[Round] = []
        self.shut: list[Exclusion] = []
        self._room = Room(election)
        self._skips = spec.rule is not RuleName.GREEDY_NO_SKIP
        self._costs = [project.cost for project in election.projects]
        self._votes = votes
        self._phase = phase

    def take(self, level: list[int]) -> bool:
        """This will elect what fits of projects with equal support (in tie order); False ends the count."""
        while level := list(self._open(level)):
            if not self._room.bound and sum(self._costs[project] for project in level) <= self.left:
                for project in level:
                    self._elect(project, None)
                return True
            tie = self.ties.first(level) if len(level) > 1 else None
            first = tie.winner if tie else level[0]
            if self._costs[first] > self.left:
                return False
            self._elect(first, tie)
            level.remove(first)
        return True

    def _open(self, level: list[int]) -> Iterator[int]:
        """This will leave out what a limit shuts out, and what is too dear if the rule passes over it."""
        for project in level:
            refusal = self._room.refusal(project)
            if refusal is not None:
                self.shut.append(refusal)
            elif not self._skips or self._costs[project] <= self.left:
                yield project

    def _elect(self, project: int, tie: TieBreak | None) -> None:
        """This will make the project a winner."""
        self.left -= self._costs[project]
        self._room.take(project)
        self.rounds.append(Round(winner=project, phase=self._phase, votes=self._votes[project], tie=tie))

    def result(self, field: Field) -> Result:
        """This will give the outcome, with all exclusions in the order of the projects."""
        return Result(
            spec=self._spec,
            winners=tuple(one.winner for one in self.rounds),
            rounds=tuple(self.rounds),
            exclusions=tuple(sorted((*field.excluded, *self.shut), key=lambda exclusion: exclusion.project)),
            votes=tuple(self._votes),
            spent=self._budget - self.left,
        )
