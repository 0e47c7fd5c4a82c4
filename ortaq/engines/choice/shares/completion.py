"""What follows the rounds: the rest of the money by votes, and the comparison with greedy."""

from collections.abc import Sequence

import numpy as np

from ortaq.engines.choice.limits import Room
from ortaq.engines.choice.result import Round
from ortaq.engines.choice.shares.arena import Hall
from ortaq.engines.choice.spec import Utility


def completed(hall: Hall, winners: tuple[int, ...]) -> list[Round]:
    """This will take what still fits beside the winners, by votes (by points where utility is points)."""
    costs: list[int] = hall.costs.tolist()
    points = hall.spec.utility is Utility.POINTS
    support: list[int] = (hall.profile.scores if points else hall.profile.votes).tolist()
    room, rounds = Room(hall.election), list[Round]()
    for winner in winners:
        room.take(winner)
    left, waiting = hall.election.budget - sum(costs[winner] for winner in winners), set(hall.field.running)
    waiting -= set(winners)
    while True:
        waiting = {p for p in waiting if costs[p] <= left and room.refusal(p) is None}
        if not waiting:
            return rounds
        most = max(support[p] for p in waiting)
        level = sorted(p for p in waiting if support[p] == most)
        contested = room.bound or sum(costs[p] for p in level) > left
        tie = hall.ties.first(level) if contested and len(level) > 1 else None
        winner = tie.winner if tie else min(level, key=lambda p: (hall.ties.rank[p], p))
        rounds.append(Round(winner=winner, phase="completion", votes=int(hall.profile.votes[winner]), tie=tie))
        room.take(winner)
        left -= costs[winner]
        waiting.remove(winner)


def greedy_is_better(hall: Hall, rounds: Sequence[Round], greedy: Sequence[Round]) -> bool:
    """This will tell whether more voters support more of greedy's winners (or gave them more points) than fewer."""
    gain = np.zeros(len(hall.weights), dtype=np.int64)
    for outcome, sign in ((greedy, 1), (rounds, -1)):
        for one in outcome:
            groups, worths = hall.supporters(one.winner)
            gain[groups] += sign * worths
    return int(hall.weights[gain > 0].sum()) > int(hall.weights[gain < 0].sum())
