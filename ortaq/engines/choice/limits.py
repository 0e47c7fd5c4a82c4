"""Which projects may run, and what the winners must keep beside the budget. Every refusal names its rule.

Before the count a project is out for the first of these that holds: `withdrawn`; `no_cost` (a cost of 0 is a cost
nobody estimated: no rule can say what a vote for it is worth); `over_maximum` (dearer than the limit of the call);
`over_budget` (dearer than the whole budget; a project of exactly the budget runs); `no_votes`; `too_few_votes` (fewer
than the election's minimum); `below_threshold` (less than `RuleSpec.threshold`: points where the rule counts points,
else votes; or too few votes for its cost by `RuleSpec.quota`).
During the count: `same_site` (another of its group has won), `district_limit`, `category_limit` (it would spend more
there than allowed). A project of several categories must fit the limit of each and is charged to each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortaq.engines.choice.election import Election
from ortaq.engines.choice.profile import Profile
from ortaq.engines.choice.result import Exclusion
from ortaq.engines.choice.spec import RuleSpec, Utility


@dataclass(frozen=True, slots=True)
class Field:
    """The projects that run (indices, ascending) and those that do not, with the rule."""

    running: tuple[int, ...]
    excluded: tuple[Exclusion, ...]


def field_of(election: Election, spec: RuleSpec, profile: Profile) -> Field:
    """This will part the projects into those that run and those excluded before the count."""
    running: list[int] = []
    excluded: list[Exclusion] = []
    for project in range(len(election.projects)):
        refusal = _refusal(election, spec, profile, project)
        if refusal is None:
            running.append(project)
        else:
            excluded.append(refusal)
    return Field(tuple(running), tuple(excluded))


def _refusal(election: Election, spec: RuleSpec, profile: Profile, project: int) -> Exclusion | None:
    """This will give why the project cannot run, or nothing."""
    what, limits, votes = election.projects[project], election.limits, int(profile.votes[project])
    strength = int(profile.scores[project]) if spec.utility is Utility.POINTS else votes * election.point_scale
    checks = (
        ("withdrawn", what.withdrawn, ()),
        ("no_cost", what.cost == 0, ()),
        (
            "over_maximum",
            limits.maximum_cost is not None and what.cost > limits.maximum_cost,
            (limits.maximum_cost or 0,),
        ),
        ("over_budget", what.cost > election.budget, (election.budget,)),
        ("no_votes", votes == 0, ()),
        ("too_few_votes", votes < limits.minimum_votes, (limits.minimum_votes,)),
        ("below_threshold", strength < spec.threshold * election.point_scale, (spec.threshold,)),
        ("below_threshold", _below_quota(election, spec, profile, project), ()),
    )
    return next((Exclusion(project, code, because) for code, holds, because in checks if holds), None)


def _below_quota(election: Election, spec: RuleSpec, profile: Profile, project: int) -> bool:
    """This will tell whether the project has too few votes for its share of the budget."""
    if not spec.quota:
        return False
    needed = election.projects[project].cost * int(profile.weights.sum())
    return int(profile.votes[project]) * election.budget * spec.quota < needed


class Room:
    """What the limits still allow while winners are taken one by one. The budget itself is the rule's own affair."""

    def __init__(self, election: Election) -> None:
        self._projects = election.projects
        self._district = dict(election.limits.district)
        self._category = dict(election.limits.category)
        self._taken: dict[str, int] = {}
        self.bound = bool(self._district or self._category or any(p.groups for p in election.projects))
        """Whether any limit exists: a rule may skip the asking when none does."""

    def refusal(self, project: int) -> Exclusion | None:
        """This will give the limit that shuts the project out now, or nothing."""
        if not self.bound:
            return None
        what = self._projects[project]
        rivals = tuple(sorted({self._taken[group] for group in what.groups if group in self._taken}))
        if rivals:
            return Exclusion(project, "same_site", rivals)
        if self._district.get(what.district, what.cost) < what.cost:
            return Exclusion(project, "district_limit", (what.district,))
        full = tuple(name for name in what.categories if self._category.get(name, what.cost) < what.cost)
        return Exclusion(project, "category_limit", full) if full else None

    def take(self, project: int) -> None:
        """This will count the project among the winners."""
        if not self.bound:
            return
        what = self._projects[project]
        for group in what.groups:
            self._taken[group] = project
        if what.district in self._district:
            self._district[what.district] -= what.cost
        for name in set(what.categories) & self._category.keys():
            self._category[name] -= what.cost

    def shut_out(self, losers: Sequence[int]) -> tuple[Exclusion, ...]:
        """This will give, at the end, the limits that shut losers out."""
        refusals = (self.refusal(project) for project in losers)
        return tuple(refusal for refusal in refusals if refusal is not None)
