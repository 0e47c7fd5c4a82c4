"""Majority judgment under a budget (Balinski and Laraki, "Majority Judgment", MIT Press 2010).

Every ballot gives every project a grade. A project's majority grade is the median of its grades (the lower of the two
in the middle); of two projects the one with the higher majority grade comes first, and if these are equal one majority
grade is taken out of each and the rest compared, until they differ. Projects are then taken in this order; what does
not fit is passed over. All by whole numbers: equal grades are counted, and the comparison walks from the middle outward
over runs of equal grades, so a hundred thousand ballots cost no more than the number of different grades.

Ballots: scoring, points being grades; a project a ballot does not grade has the lowest, 0 (`RuleSpec.eligibility` says
whether ballots that grade nothing above 0 take part). Approval is the scale of two grades, and the order is that of
votes. Refused: cumulative and choose-1, where what is given to one project is taken from another, and ordinal, where
places compare projects with each other and none is graded (`ElectionError` `not_graded`).
"""

from functools import cmp_to_key
from itertools import groupby

import numpy as np

from ortaq.engines.choice.election import BallotKind, Election, ElectionError
from ortaq.engines.choice.greedy import Count
from ortaq.engines.choice.limits import field_of
from ortaq.engines.choice.profile import Profile, profile_of
from ortaq.engines.choice.result import Result
from ortaq.engines.choice.spec import Eligibility, RuleSpec

GRADED = frozenset({BallotKind.SCORING, BallotKind.APPROVAL})
Runs = list[tuple[int, int, int]]
"""A project's grades from the middle outward: (how many times, first, second) of pairs of neighbours of the middle."""


def run(election: Election, spec: RuleSpec) -> Result:
    """This will count the election by majority judgment."""
    if election.kind not in GRADED:
        sentence = f"Majority judgment needs grades, and {election.kind} ballots give none."
        raise ElectionError("not_graded", sentence)
    profile = profile_of(election)
    field = field_of(election, spec, profile)
    count = Count(election, spec, profile.votes.tolist(), phase="judgment")
    voters = judges(election, spec, profile)
    runs = {project: runs_of(histogram(profile, project, voters)) for project in field.running}
    key = cmp_to_key(compare)
    order = sorted(field.running, key=lambda project: (key(runs[project]), -count.ties.rank[project]), reverse=True)
    for _, level in groupby(order, key=lambda project: key(runs[project])):
        count.take(list(level))
    return count.result(field)


def judges(election: Election, spec: RuleSpec, profile: Profile) -> int:
    """This will give how many ballots grade: all, or those that support something."""
    if spec.eligibility is Eligibility.ALL:
        return election.voters
    grading = profile.starts[1:] > profile.starts[:-1]
    return int(profile.weights[grading].sum())


def histogram(profile: Profile, project: int, voters: int) -> list[tuple[int, int]]:
    """This will give (grade, ballots) of a project, the lowest grade first, 0 for those who gave it none."""
    span = slice(int(profile.pointers[project]), int(profile.pointers[project + 1]))
    grades, place = np.unique(profile.points[span], return_inverse=True)
    ballots = np.zeros(len(grades), dtype=np.int64)
    np.add.at(ballots, place, profile.weights[profile.members[span]])
    ungraded = voters - int(ballots.sum())
    known = list(zip(grades.tolist(), ballots.tolist(), strict=True))
    return [(0, ungraded), *known] if ungraded else known


def runs_of(grades: list[tuple[int, int]]) -> Runs:
    """This will give the grades in the order in which medians are taken out, as runs of equal pairs.

    With the median at place k (from 0, the lower of two) an odd number of ballots goes k, k - 1, k + 1, k - 2, k + 2 …,
    an even one k, k + 1, k - 1, k + 2, k - 2 … and ends with the highest grade, which stands alone.
    """
    total = sum(ballots for _, ballots in grades)
    middle = (total - 1) // 2
    below, above = _outward(grades, middle)
    first, second = (below, above) if total % 2 else (above, below)
    median = _at(grades, middle)
    runs: Runs = [(1, median, median)]
    left, (i, j) = middle, (0, 0)
    used_first = used_second = 0
    while left:
        times = min(first[i][1] - used_first, second[j][1] - used_second, left)
        runs.append((times, first[i][0], second[j][0]))
        left, used_first, used_second = left - times, used_first + times, used_second + times
        if used_first == first[i][1]:
            i, used_first = i + 1, 0
        if used_second == second[j][1]:
            j, used_second = j + 1, 0
    if total % 2 == 0:
        runs.append((1, grades[-1][0], grades[-1][0]))
    return runs


def _at(grades: list[tuple[int, int]], place: int) -> int:
    """This will give the grade at a place of the sorted grades."""
    for grade, ballots in grades:
        if place < ballots:
            return grade
        place -= ballots
    raise IndexError(place)


def _outward(grades: list[tuple[int, int]], middle: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """This will give the grades below the middle place, nearest first, and above it, nearest first."""
    below: list[tuple[int, int]] = []
    above: list[tuple[int, int]] = []
    seen = 0
    for grade, ballots in grades:
        before = min(max(middle - seen, 0), ballots)
        after = min(max(seen + ballots - middle - 1, 0), ballots)
        if before:
            below.insert(0, (grade, before))
        if after:
            above.append((grade, after))
        seen += ballots
    return below, above


def compare(one: Runs, other: Runs) -> int:
    """This will compare two projects graded by equally many ballots: above 0 when the first is judged better."""
    i = j = used = used_other = 0
    while i < len(one) and j < len(other):
        if one[i][1:] != other[j][1:]:
            return 1 if one[i][1:] > other[j][1:] else -1
        times = min(one[i][0] - used, other[j][0] - used_other)
        used, used_other = used + times, used_other + times
        if used == one[i][0]:
            i, used = i + 1, 0
        if used_other == other[j][0]:
            j, used_other = j + 1, 0
    return 0
