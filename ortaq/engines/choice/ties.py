"""Breaking ties in the order the rule names: cheapest, votes, then a lot drawn in public before the count.

Every step compares something fixed (cost, votes, place in the lot, id, place in the file), so one order of all projects
answers every tie. A tie the steps leave open is refused, never settled silently.
"""

from collections.abc import Sequence
from itertools import pairwise

from ortaq.engines.choice.election import Election, ElectionError
from ortaq.engines.choice.result import TieBreak
from ortaq.engines.choice.spec import RuleSpec, Tie


class Ties:
    """The steps of one rule over one election.

    `rank[p]` is the place of project p, 0 first; equal ranks are projects that the steps cannot tell apart.
    """

    def __init__(self, election: Election, spec: RuleSpec, votes: Sequence[int]) -> None:
        self._ids = [project.id for project in election.projects]
        self._steps = spec.ties
        self._keys = [_keys(step, election, spec, votes) for step in spec.ties]
        order = sorted(range(len(self._ids)), key=self._key)
        self.rank = [0] * len(order)
        for before, after in pairwise(order):
            self.rank[after] = self.rank[before] + (self._key(before) != self._key(after))

    def _key(self, project: int) -> tuple[int | str, ...]:
        return tuple(keys[project] for keys in self._keys)

    def first(self, tied: Sequence[int]) -> TieBreak:
        """This will give the winner among tied projects (indices, at least two) and the step that decided.

        Raises `ElectionError` `lot_needed` when only a lot can tell and none was drawn, or `tie_left` when no step can.
        """
        left = list(tied)
        for step, keys in zip(self._steps, self._keys, strict=True):
            best = min(keys[project] for project in left)
            left = [project for project in left if keys[project] == best]
            if len(left) == 1:
                return TieBreak(projects=tuple(sorted(tied)), winner=left[0], by=step.value)
        names = ", ".join(self._ids[project] for project in sorted(left))
        if Tie.LOT in self._steps:
            raise ElectionError("lot_needed", f"Projects {names} are tied; the lot must be drawn and name all of them.")
        raise ElectionError("tie_left", f"Projects {names} are tied and no step of the rule can tell them apart.")


def _keys(step: Tie, election: Election, spec: RuleSpec, votes: Sequence[int]) -> list[int] | list[str]:
    """This will give the key of every project at one step, the smallest winning."""
    projects = election.projects
    match step:
        case Tie.CHEAPEST:
            return [project.cost for project in projects]
        case Tie.COSTLIEST:
            return [-project.cost for project in projects]
        case Tie.VOTES:
            return [-int(number) for number in votes]
        case Tie.LOT:
            place = {project: number for number, project in enumerate(spec.lot)}
            drawn = all(project.id in place for project in projects)
            return [place[project.id] if drawn else 0 for project in projects]
        case Tie.ID:
            return [project.id for project in projects]
        case Tie.FILE_ORDER:
            return list(range(len(projects)))
