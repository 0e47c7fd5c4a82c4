"""The compiled view of an election: ballots as arrays, so that a rule walks from a project to its supporters.

A group *supports* a project it approves, ranks, or gives more than 0 points. Points are whole: those on the ballot
(cumulative, scoring), 1 for an approval, and Borda points for a ranking: the first of a ballot gets L, the next L - 1
and so on, never below 0; L is `max_length` of the meta table, or the longest ballot when the election names none. These
are the scores Pabulib publishes (Faliszewski and others, "Participatory Budgeting: Data, Tools and Analysis", 2023).
"""

import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.choice.election import BallotKind, Election, ElectionError, Project

LARGEST = 10**15
"""The most minor units, points or ballots in all: what is below it is exact in 64 bits, sums of a thousand too."""

Integers = NDArray[np.int64]
Indices = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Arrays over G groups and m projects; read only.

    `members[pointers[p]:pointers[p + 1]]` are the groups supporting project p, ascending, and `points` runs beside
    them. `by_group` is the same the other way: `supported[starts[g]:starts[g + 1]]` are the projects group g supports.
    """

    costs: Integers
    weights: Integers
    endowments: Integers
    pointers: Integers
    members: Indices
    points: Integers
    starts: Integers
    supported: Indices
    votes: Integers
    """Ballots supporting each project."""
    scores: Integers
    """Points of each project in all, `point_scale` to a point."""

    def supporters(self, project: int) -> Indices:
        """This will give the groups supporting the project."""
        return self.members[self.pointers[project] : self.pointers[project + 1]]


_compiled: dict[int, tuple[weakref.ref[Election], Profile]] = {}


def profile_of(election: Election) -> Profile:
    """This will give the compiled view, made once per election object and forgotten with it.

    Raises `ElectionError` when the election contradicts itself (see `check`).
    """
    key = id(election)
    known = _compiled.get(key)
    if known is not None and known[0]() is election:
        return known[1]
    profile = compile_profile(election)
    _compiled[key] = (weakref.ref(election, lambda _gone: _compiled.pop(key, None)), profile)
    return profile


def compile_profile(election: Election) -> Profile:
    """This will check the election and lay its ballots out as arrays."""
    check(election)
    groups, count = election.groups, len(election.projects)
    sizes = np.fromiter((len(group.choices) for group in groups), dtype=np.int64, count=len(groups))
    flat = np.fromiter(
        chain.from_iterable(group.choices for group in groups), dtype=np.int32, count=int(sizes.sum(dtype=np.int64))
    )
    owner = np.repeat(np.arange(len(groups), dtype=np.int32), sizes)
    points = _points(election, sizes, flat)
    _check_choices(election, flat, owner, count)
    backed = points > 0 if election.kind in {BallotKind.CUMULATIVE, BallotKind.SCORING} else np.ones(len(flat), bool)
    flat, owner, points = flat[backed], owner[backed], points[backed]
    weights = _array([group.weight for group in groups])
    order = np.argsort(flat, kind="stable")
    profile = Profile(
        costs=_array([project.cost for project in election.projects]),
        weights=weights,
        endowments=_array([group.endowment for group in groups]),
        pointers=_pointers(flat, count),
        members=owner[order],
        points=points[order],
        starts=_pointers(owner, len(groups)),
        supported=flat,
        votes=_sums(flat, weights[owner], count),
        scores=_sums(flat, weights[owner] * points, count),
    )
    for name in Profile.__slots__:
        getattr(profile, name).flags.writeable = False
    return profile


def check(election: Election) -> None:
    """This will refuse an election that contradicts itself: `ElectionError` with the first thing that is wrong."""
    _check_projects(election)
    if not election.groups:
        raise ElectionError("no_votes", "Nobody has voted: there is no ballot.")
    lowest = min(group.weight for group in election.groups)
    if lowest < 1:
        raise ElectionError("weight", f"A group of ballots has the weight {lowest}; it must be 1 or more.")
    if min(group.endowment for group in election.groups) < 0:
        raise ElectionError("endowment", "A group of ballots has an endowment below 0.")
    if election.scale < 1 or election.point_scale < 1:
        raise ElectionError("scale", "The scale of money and the scale of points must be 1 or more.")
    if election.voters > LARGEST:
        raise ElectionError("too_large", f"There are more than {LARGEST} ballots.")


def _check_projects(election: Election) -> None:
    """This will look at the budget and the projects alone."""
    if election.budget <= 0:
        raise ElectionError("no_budget", f"The budget is {election.budget}; it must be above 0.")
    if not election.projects:
        raise ElectionError("no_projects", "There is no project.")
    if len({project.id for project in election.projects}) != len(election.projects):
        raise ElectionError("repeated_project", f"Two projects have the id {_repeated(election.projects)}.")
    for project in election.projects:
        if project.cost < 0:
            raise ElectionError("negative_cost", f"Project {project.id} costs {project.cost}; a cost is not below 0.")
        if project.cost > LARGEST:
            raise ElectionError("too_large", f"Project {project.id} costs more than {LARGEST} minor units.")
    if election.budget > LARGEST:
        raise ElectionError("too_large", f"The budget is more than {LARGEST} minor units.")


def _check_choices(election: Election, flat: Indices, owner: Indices, count: int) -> None:
    """This will refuse choices that name no project, or one twice on a ballot."""
    if len(flat) and (int(flat.min()) < 0 or int(flat.max()) >= count):
        raise ElectionError("unknown_project", "A ballot names a project that is not in the election.")
    pairs = owner.astype(np.int64) * count + flat
    if bool((pairs[1:] > pairs[:-1]).all()):
        return
    pairs.sort()
    if bool((pairs[1:] == pairs[:-1]).any()):
        raise ElectionError("repeated_choice", "A ballot names the same project twice.")
    if election.kind is BallotKind.APPROVAL:
        raise ElectionError("unordered_choices", "The choices of an approval ballot must be ascending.")


def _points(election: Election, sizes: Integers, flat: Indices) -> Integers:
    """This will give the points of every choice, beside `flat`."""
    if election.kind in {BallotKind.APPROVAL, BallotKind.CHOOSE_1}:
        return np.full(len(flat), election.point_scale, dtype=np.int64)
    if election.kind is BallotKind.ORDINAL:
        first = borda_length(election, int(sizes.max(initial=0)))
        rank = np.arange(len(flat), dtype=np.int64) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return np.maximum(first - rank, 0) * election.point_scale
    if any(len(group.points) != len(group.choices) for group in election.groups):
        raise ElectionError("points_differ", "A ballot has more or fewer points than projects.")
    points = _array([point for group in election.groups for point in group.points])
    if len(points) and int(points.min()) < 0:
        raise ElectionError("negative_points", "A ballot gives points below 0.")
    return points


def borda_length(election: Election, longest: int) -> int:
    """This will give L, the points of a first rank: `max_length` of the meta table, or the longest ballot."""
    said = election.meta.get("max_length", "").strip()
    return int(said) if said.isascii() and said.isdigit() and 0 < int(said) <= len(election.projects) else longest


def _array(numbers: Sequence[int]) -> Integers:
    """This will give 64-bit integers, or refuse those that need more."""
    if any(number > LARGEST for number in numbers):
        raise ElectionError("too_large", f"A number in the election is above {LARGEST}.")
    return np.array(numbers, dtype=np.int64)


def _pointers(sorted_or_not: Indices, count: int) -> Integers:
    """This will give where each of `count` rows starts, with the end of the last."""
    pointers = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(sorted_or_not, minlength=count), out=pointers[1:])
    return pointers


def _sums(rows: Indices, amounts: Integers, count: int) -> Integers:
    """This will add up whole numbers per row, without floats."""
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, rows, amounts)
    return sums


def _repeated(projects: Sequence[Project]) -> str:
    """This will give the first id that stands twice."""
    seen: set[str] = set()
    for project in projects:
        if project.id in seen:
            return project.id
        seen.add(project.id)
    return ""
