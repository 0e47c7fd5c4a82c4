"""The greedy rules in the plainest words: no arrays, no caches, one question after the other. Slow and readable.

It stands beside `choice.greedy` as a second engine: the tests count random elections with both.
"""

from fractions import Fraction

from ortaq.engines.choice.election import BallotKind, Election, Project
from ortaq.engines.choice.spec import RuleName, RuleSpec, Tie, Utility


def winners(election: Election, spec: RuleSpec) -> list[int]:
    """This will give the winners in the order of election."""
    support = {project: strength(election, spec, project) for project in runners(election, spec)}
    chosen: list[int] = []
    while support:
        best = max(support.values())
        level = [project for project in support if support[project] == best]
        level = [project for project in level if allowed(election, chosen, project)]
        left = election.budget - sum(election.projects[project].cost for project in chosen)
        if spec.rule is not RuleName.GREEDY_NO_SKIP:
            level = [project for project in level if election.projects[project].cost <= left]
        if not level:
            support = {project: amount for project, amount in support.items() if amount < best}
            continue
        first = min(level, key=lambda project: [key(election, spec, step, project) for step in spec.ties])
        if election.projects[first].cost > left:
            return chosen
        chosen.append(first)
        del support[first]
    return chosen


def strength(election: Election, spec: RuleSpec, project: int) -> Fraction:
    """This will give the support of a project: its ballots, or its points."""
    if spec.utility is not Utility.POINTS:
        return Fraction(votes(election, project))
    return sum(
        (points(election, group, project) * election.groups[group].weight for group in supporters(election, project)),
        Fraction(),
    )


def supporters(election: Election, project: int) -> list[int]:
    """This will give the groups that approve or rank the project, or give it points."""
    pointed = election.kind in (BallotKind.CUMULATIVE, BallotKind.SCORING)
    return [
        number
        for number, group in enumerate(election.groups)
        if project in group.choices and (not pointed or group.points[group.choices.index(project)] > 0)
    ]


def votes(election: Election, project: int) -> int:
    """This will give the number of ballots supporting the project."""
    return sum(election.groups[group].weight for group in supporters(election, project))


def points(election: Election, group: int, project: int) -> Fraction:
    """This will give the points one ballot of the group gives the project."""
    ballot = election.groups[group]
    place = ballot.choices.index(project)
    if election.kind is BallotKind.ORDINAL:
        longest = int(election.meta.get("max_length", 0)) or max(len(one.choices) for one in election.groups)
        return Fraction(max(longest - place, 0))
    if election.kind in (BallotKind.CUMULATIVE, BallotKind.SCORING):
        return Fraction(ballot.points[place], election.point_scale)
    return Fraction(1)


def runners(election: Election, spec: RuleSpec) -> list[int]:
    """This will give the projects that run."""
    limits = election.limits
    return [
        number
        for number, project in enumerate(election.projects)
        if not project.withdrawn
        and 0 < project.cost <= election.budget
        and (limits.maximum_cost is None or project.cost <= limits.maximum_cost)
        and votes(election, number) >= max(1, limits.minimum_votes)
        and strength(election, spec, number) >= spec.threshold
        and (not spec.quota or votes(election, number) >= quota(election, spec, project))
    ]


def quota(election: Election, spec: RuleSpec, project: Project) -> Fraction:
    """This will give the votes a project needs for its share of the budget."""
    return Fraction(project.cost, election.budget) * election.voters / spec.quota


def allowed(election: Election, chosen: list[int], project: int) -> bool:
    """This will tell whether the limits let the project join the winners so far."""
    new, old = election.projects[project], [election.projects[winner] for winner in chosen]
    if any(set(new.groups) & set(winner.groups) for winner in old):
        return False
    spent = sum(winner.cost for winner in old if winner.district == new.district)
    if new.district in election.limits.district and spent + new.cost > election.limits.district[new.district]:
        return False
    return all(
        sum(winner.cost for winner in old if category in winner.categories) + new.cost <= most
        for category, most in election.limits.category.items()
        if category in new.categories
    )


def key(election: Election, spec: RuleSpec, step: Tie, project: int) -> int | str:
    """This will give what a step of breaking ties compares, the smallest first."""
    keys: dict[Tie, int | str] = {
        Tie.CHEAPEST: election.projects[project].cost,
        Tie.COSTLIEST: -election.projects[project].cost,
        Tie.VOTES: -votes(election, project),
        Tie.LOT: spec.lot.index(election.projects[project].id) if spec.lot else 0,
        Tie.ID: election.projects[project].id,
        Tie.FILE_ORDER: project,
    }
    return keys[step]
