"""Majority judgment in the plainest words: medians are really taken out, one by one."""

from ortaq.engines.choice.election import Election
from ortaq.engines.choice.reference.greedy import allowed, key, runners
from ortaq.engines.choice.spec import Eligibility, RuleSpec


def winners(election: Election, spec: RuleSpec) -> list[int]:
    """This will give the winners in the order of election."""
    value = {project: majority_value(election, spec, project) for project in runners(election, spec)}
    chosen: list[int] = []
    while value:
        best = max(value.values())
        left = election.budget - sum(election.projects[project].cost for project in chosen)
        level = [
            project
            for project in value
            if value[project] == best and election.projects[project].cost <= left and allowed(election, chosen, project)
        ]
        if not level:
            value = {project: one for project, one in value.items() if one < best}
            continue
        first = min(level, key=lambda project: [key(election, spec, step, project) for step in spec.ties])
        chosen.append(first)
        del value[first]
    return chosen


def majority_value(election: Election, spec: RuleSpec, project: int) -> list[int]:
    """This will take the median out of the grades of a project until none is left, and list what was taken out."""
    grades: list[int] = []
    for group in election.groups:
        marks = dict(zip(group.choices, group.points or (1,) * len(group.choices), strict=True))
        if spec.eligibility is Eligibility.NON_EMPTY and not any(marks.values()):
            continue
        grades += [marks.get(project, 0)] * group.weight
    grades.sort()
    return [grades.pop((len(grades) - 1) // 2) for _ in range(len(grades))]
