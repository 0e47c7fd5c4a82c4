"""Phragmén's sequential rule in the plainest words: every purse by itself, in fractions. Slow and readable.

It stands beside `choice.phragmen`, which says where the rule comes from: the tests count random elections with both.
"""

from fractions import Fraction

from ortaq.engines.choice.election import Election
from ortaq.engines.choice.reference.greedy import allowed, key, runners, supporters
from ortaq.engines.choice.spec import RuleSpec, Stop


def winners(election: Election, spec: RuleSpec) -> list[tuple[int, Fraction]]:
    """This will give the winners in the order of election, each with the moment it was bought."""
    paid_at = [Fraction() for _ in election.groups]
    waiting, bought = runners(election, spec), list[tuple[int, Fraction]]()
    while True:
        chosen = [project for project, _ in bought]
        left = election.budget - sum(election.projects[project].cost for project in chosen)
        waiting = [project for project in waiting if project not in chosen and allowed(election, chosen, project)]
        if spec.stop is Stop.EXHAUSTIVE:
            waiting = [project for project in waiting if election.projects[project].cost <= left]
        moments = {project: moment(election, paid_at, project) for project in waiting}
        when = min((one for one in moments.values() if one is not None), default=None)
        if when is None:
            return bought
        tied = [project for project in waiting if moments[project] == when]
        first = min(tied, key=lambda project: [key(election, spec, step, project) for step in spec.ties])
        if election.projects[first].cost > left:
            return bought
        bought.append((first, when))
        for group in supporters(election, first):
            paid_at[group] = when


def moment(election: Election, paid_at: list[Fraction], project: int) -> Fraction | None:
    """This will give when the supporters can pay for the project, each earning since she last paid; None if never."""
    earning = earned_before = Fraction()
    for group in supporters(election, project):
        rate = election.groups[group].weight * election.groups[group].endowment
        earning += rate
        earned_before += rate * paid_at[group]
    return (election.projects[project].cost + earned_before) / earning if earning else None
