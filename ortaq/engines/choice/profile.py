"""The compiled view of an election: ballots as arrays, so that a rule walks from a project to its supporters.

A group *supports* a project it approves, ranks, or gives more than 0 points. Points are whole: those on the ballot
(cumulative, scoring), 1 for an approval, and Borda points for a ranking: the first of a ballot gets L, the next L - 1
and so on, never below 0; L is `max_length` of the meta table, or the longest ballot when the election names none. These
are the scores Pabulib publishes (Faliszewski and others, "Participatory Budgeting: Data, Tools and Analysis", 2023).
"""

import weakref
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.choice.columns import Columns, columns_of, whole
from ortaq.engines.choice.election import LARGEST, BallotKind, Election, ElectionError, Project

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

    Raises `ElectionError` when the election contradicts itself.
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
    _check_projects(election)
    groups, count = columns_of(election.groups), len(election.projects)
    _check_groups(election, groups)
    owner = np.repeat(np.arange(len(groups), dtype=np.int32), groups.sizes)
    points = _points(election, groups)
    _check_choices(election, groups.choices, owner, count)
    flat, weights = groups.choices.astype(np.int32), groups.weights
    backed = points > 0 if election.kind in {BallotKind.CUMULATIVE, BallotKind.SCORING} else np.ones(len(flat), bool)
    flat, owner, points = flat[backed], owner[backed], points[backed]
    order = np.argsort(flat, kind="stable")
    profile = Profile(
        costs=whole([project.cost for project in election.projects]),
        weights=weights,
        endowments=groups.endowments,
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


def _check_groups(election: Election, groups: Columns) -> None:
    """This will refuse ballots that contradict themselves."""
    if not len(groups):
        raise ElectionError("no_votes", "Nobody has voted: there is no ballot.")
    lowest = int(groups.weights.min())
    if lowest < 1:
        raise ElectionError("weight", f"A group of ballots has the weight {lowest}; it must be 1 or more.")
    if int(groups.endowments.min()) < 0:
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


def _check_choices(election: Election, flat: Integers, owner: Indices, count: int) -> None:
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


def _points(election: Election, groups: Columns) -> Integers:
    """This will give the points of every choice, beside `groups.choices`."""
    count = len(groups.choices)
    if election.kind in {BallotKind.APPROVAL, BallotKind.CHOOSE_1}:
        return np.full(count, election.point_scale, dtype=np.int64)
    if election.kind is BallotKind.ORDINAL:
        first = borda_length(election, int(groups.sizes.max()))
        rank = np.arange(count, dtype=np.int64) - np.repeat(groups.starts[:-1], groups.sizes)
        return np.maximum(first - rank, 0) * election.point_scale
    if len(groups.points) != count:
        raise ElectionError("points_differ", "A ballot has more or fewer points than projects.")
    if count and int(groups.points.min()) < 0:
        raise ElectionError("negative_points", "A ballot gives points below 0.")
    return groups.points


def borda_length(election: Election, longest: int) -> int:
    """This will give L, the points of a first rank: `max_length` of the meta table, or the longest ballot."""
    said = election.meta.get("max_length", "").strip()
    return int(said) if said.isascii() and said.isdigit() and 0 < int(said) <= len(election.projects) else longest


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
