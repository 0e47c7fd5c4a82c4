"""The maximin support method in the plainest words: the load that each subset of the winners forces, in fractions.

It looks at all subsets, so it is for some fifteen winners at most. It stands beside `choice.maximin`, which says where
the rule comes from: the tests count random elections with both.
"""

from fractions import Fraction
from itertools import combinations

from ortaq.engines.choice.election import Election
from ortaq.engines.choice.reference.greedy import allowed, key, runners, supporters
from ortaq.engines.choice.spec import RuleSpec, Stop


def winners(election: Election, spec: RuleSpec) -> list[tuple[int, Fraction]]:
    """This will give the winners in the order of election, each with the largest load of a voter after it."""
    waiting = [project for project in runners(election, spec) if voices(election, [project])]
    elected: list[tuple[int, Fraction]] = []
    while True:
        chosen = [project for project, _ in elected]
        left = election.budget - sum(election.projects[project].cost for project in chosen)
        waiting = [project for project in waiting if project not in chosen and allowed(election, chosen, project)]
        if spec.stop is Stop.EXHAUSTIVE:
            waiting = [project for project in waiting if election.projects[project].cost <= left]
        if not waiting:
            return elected
        loads = {project: least_load(election, [*chosen, project]) for project in waiting}
        load = min(loads.values())
        tied = [project for project in waiting if loads[project] == load]
        first = min(tied, key=lambda project: [key(election, spec, step, project) for step in spec.ties])
        if election.projects[first].cost > left:
            return elected
        elected.append((first, load))


def least_load(election: Election, projects: list[int]) -> Fraction:
    """This will give the least largest load of a voter of share 1 when supporters carry the cost of these projects.

    Any part of them must be carried by its own supporters, so the load is at least its cost ÷ their voices; and the
    part that needs most decides.
    """
    return max(
        Fraction(sum(election.projects[project].cost for project in part), voices(election, part))
        for size in range(1, len(projects) + 1)
        for part in map(list, combinations(projects, size))
    )


def voices(election: Election, projects: list[int]) -> int:
    """This will count the voters who support any of the projects, each as often as her endowment says."""
    carriers = {group for project in projects for group in supporters(election, project)}
    return sum(election.groups[group].weight * election.groups[group].endowment for group in carriers)
