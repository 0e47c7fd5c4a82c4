"""An election laid out for the kernel and for exact numbers."""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.choice.election import Election, ElectionError
from ortaq.engines.choice.limits import Field, Room, field_of
from ortaq.engines.choice.profile import Integers, Profile, profile_of
from ortaq.engines.choice.shares.memory import Arena, Course, State
from ortaq.engines.choice.spec import Completion, Eligibility, Over, RuleSpec, Start, Stop, Utility
from ortaq.engines.choice.ties import Ties

SAFE = 2**62
"""Whole numbers below it may be multiplied and added in 64 bits."""
FLOAT = 2**53
"""Whole numbers up to it are exact as floats."""
SMALL_ONCE, SMALL_OFTEN = 40_000, 2_500
"""With fewer pairs (project, supporting group) an election is counted without numba, which takes about a second to
load: the first for one run, the second for the many runs of Add1. Measured; the result is the same."""
COMPILED = "ortaq.engines.choice.shares.compiled"


@dataclass(frozen=True, slots=True, eq=False)
class Hall:
    """One election under one rule: whole numbers, and the arena, state and course the kernel works on."""

    election: Election
    spec: RuleSpec
    profile: Profile
    field: Field
    ties: Ties
    costs: Integers
    weights: Integers
    shares: Integers
    pointers: Integers
    members: Integers
    worths: Integers
    first: Fraction
    """The endowment the rule starts with."""
    base: Fraction
    """That to which Add1 adds its steps."""
    arena: Arena
    state: State
    course: Course
    begin: Callable[..., None]
    rounds: Callable[..., tuple[int, int, int]]
    climb: Callable[..., tuple[int, int, int, int]]
    outcome: Callable[..., int]
    retell: Callable[..., int]

    def supporters(self, p: int) -> tuple[Integers, Integers]:
        """This will give the groups supporting a project and what it is worth to each (1 unless points count)."""
        part = slice(self.pointers[p], self.pointers[p + 1])
        return self.members[part], self.worths[part]


def lay_out(election: Election, spec: RuleSpec, *, small: int | None = None) -> Hall:
    """This will lay the election out; with fewer than `small` pairs (if given) the kernel is interpreted."""
    profile = profile_of(election)
    field = field_of(election, spec, profile)
    ties = Ties(election, spec, profile.votes.tolist())
    pointers, members, worths = _pairs(spec, profile)
    voters = _voters(spec, profile, members)
    utilities = np.add.reduceat(np.append(profile.weights[members] * worths, 0), pointers[:-1])
    utilities[pointers[:-1] == pointers[1:]] = 0
    _check_size(profile, utilities)
    lowest = np.where(utilities > 0, profile.costs / np.maximum(utilities, 1), 0.0) * (1 - 1e-15)
    rivals, rival_pointers = _rows(_rivals(election))
    names = {name: i for i, name in enumerate((*_districts(election), *_categories(election)))}
    purses = [*election.limits.district.values(), *election.limits.category.values()]
    own, own_pointers = _rows([_purses(election, p, names) for p in range(len(election.projects))])
    fast = _worth_compiling(len(members), spec) if small is None else len(members) >= small
    kept: Callable[[Any], Any] = (lambda array: array) if fast else (lambda array: array.tolist())
    by_points, by_cost = spec.utility is Utility.POINTS, spec.utility is Utility.COST
    arena = Arena(
        pointers=kept(pointers),
        members=kept(members.astype(np.uint32)),
        worths=kept(worths.astype(np.float64) if by_points else np.zeros(0)),
        weights=kept(profile.weights.astype(np.float64)),
        shares=kept(profile.endowments.astype(np.float64)),
        costs=kept(profile.costs.astype(np.float64)),
        scales=kept(profile.costs.clip(1).astype(np.float64) if by_cost else np.ones(len(profile.costs))),
        twins=kept(_twins(pointers, members, worths, profile.costs)),
        ranks=kept(np.array(ties.rank, dtype=np.int64)),
        rivals=kept(rivals),
        rival_pointers=kept(rival_pointers),
        purses=kept(own),
        purse_pointers=kept(own_pointers),
        by_cost=by_cost,
        by_points=by_points,
        products=int(profile.costs.max()) * int(utilities.max(initial=0)) < SAFE,
    )
    shared, unit = Fraction(election.budget, voters), election.scale
    whole = Fraction(shared // unit * unit)
    base = shared if spec.start is Start.FRACTION else whole
    course = Course(
        running=kept(_running(election, field, profile, pointers, members)),
        lowest=kept(lowest),
        purses=kept(np.array(purses, dtype=np.int64)),
        asked=kept(_asked(field, spec, len(profile.costs))),
        base=float(base),
        step=float(spec.step * unit),
        budget=election.budget,
        exhaustive=spec.stop is Stop.EXHAUSTIVE,
    )
    return Hall(
        election, spec, profile, field, ties, profile.costs, profile.weights, profile.endowments, pointers, members,
        worths, whole if spec.start is Start.INTEGER else shared, base, arena, _state(arena, len(purses), kept),
        course, *_kernel(fast=fast),
    )  # fmt: skip


def _running(
    election: Election, field: Field, profile: Profile, pointers: Integers, members: Integers
) -> NDArray[np.bool_]:
    """This will mark the projects that run, have a supporter with money, and fit their limits alone."""
    room, running = Room(election), np.zeros(len(election.projects), dtype=bool)
    for p in field.running:
        funded = bool(profile.endowments[members[pointers[p] : pointers[p + 1]]].any())
        running[p] = funded and room.refusal(p) is None
    return running


def _asked(field: Field, spec: RuleSpec, count: int) -> NDArray[np.bool_]:
    """This will mark the projects Add1 asks about: those that run, and if the rule says so those nobody supports."""
    unloved = [one.project for one in field.excluded if one.code == "no_votes" and spec.exhaustive_over is Over.ALL]
    asked = np.zeros(count, dtype=bool)
    asked[[*field.running, *unloved]] = True
    return asked


def _state(arena: Arena, purses: int, kept: Callable[[Any], Any]) -> State:
    """This will give room for one run."""
    groups, projects, names = len(arena.weights), len(arena.costs), dict[str, Any]()
    for name in ("money", "slope", "error"):
        names[name] = kept(np.zeros(groups))
    for name in ("low", "tilt", "high", "rich", "key_a", "key_b", "top_a", "top_b"):
        names[name] = kept(np.zeros(projects))
    for name in ("alive", "seen"):
        names[name] = kept(np.zeros(projects, dtype=bool))
    return State(**names, left=kept(np.zeros(purses, dtype=np.int64)), out=kept(np.zeros(projects, dtype=np.int64)))


Run = Callable[..., tuple[int, int, int]]


def _kernel(
    *, fast: bool
) -> tuple[Callable[..., None], Run, Callable[..., Any], Callable[..., int], Callable[..., int]]:
    """This will give the doors of the kernel, compiled or as they are."""
    if fast:
        from ortaq.engines.choice.shares import compiled  # numba is loaded only for an election that is worth it

        return compiled.begin, compiled.rounds, compiled.climb, compiled.outcome, compiled.retell
    from ortaq.engines.choice.shares import climbing, kernel, retelling

    return kernel.begin, kernel.rounds, climbing.climb, climbing.outcome, retelling.retell


def _worth_compiling(pairs: int, spec: RuleSpec) -> bool:
    """This will tell whether loading numba pays, or has been paid for already."""
    often = spec.completion in {Completion.ADD1, Completion.ADD1U}
    return COMPILED in sys.modules or pairs >= (SMALL_OFTEN if often else SMALL_ONCE)


def _pairs(spec: RuleSpec, profile: Profile) -> tuple[Integers, Integers, Integers]:
    """This will give supporters by project; under points those who gave none are left out."""
    if spec.utility is not Utility.POINTS:
        return profile.pointers, profile.members.astype(np.int64), np.ones(len(profile.members), dtype=np.int64)
    given = profile.points > 0
    pointers = np.concatenate(([0], np.cumsum(given)))[profile.pointers]
    return pointers.astype(np.int64), profile.members[given].astype(np.int64), profile.points[given]


def _voters(spec: RuleSpec, profile: Profile, members: Integers) -> int:
    """This will count the shares the budget is divided into."""
    shares = profile.weights * profile.endowments
    if spec.eligibility is Eligibility.NON_EMPTY:
        shares = shares[np.unique(members)]
    voters = int(shares.sum())
    if voters == 0:
        raise ElectionError("no_endowment", "Nobody who shares the budget has an endowment.")
    return voters


def _check_size(profile: Profile, utilities: Integers) -> None:
    """This will refuse numbers whose sums floats cannot hold exactly."""
    heaviest = int(profile.weights.max()) * int(profile.endowments.max())
    points = int(profile.weights.max()) * int(profile.points.max(initial=0)) * max(len(profile.weights), 1)
    if points > SAFE or heaviest * len(profile.weights) > SAFE or int(utilities.max(initial=0)) > FLOAT:
        raise ElectionError("too_large", "Ballots, points or endowments are too many to be counted.")


def _twins(pointers: Integers, members: Integers, worths: Integers, costs: Integers) -> Integers:
    """This will number the projects, those with the same supporters, worths and cost alike."""
    known: dict[tuple[int, bytes, bytes], int] = {}
    sizes = list(zip(costs.tolist(), (pointers[1:] - pointers[:-1]).tolist(), strict=True))
    common, numbers = Counter(sizes), np.arange(len(sizes), dtype=np.int64)
    for p, (cost, size) in enumerate(sizes):
        if common[cost, size] > 1:
            part = slice(pointers[p], pointers[p + 1])
            numbers[p] = known.setdefault((cost, members[part].tobytes(), worths[part].tobytes()), p)
    return numbers


def _rows(rows: list[list[int]]) -> tuple[Integers, Integers]:
    """This will lay rows one after another, with where each begins."""
    flat = np.array([number for row in rows for number in row], dtype=np.int64)
    return flat, np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)


def _rivals(election: Election) -> list[list[int]]:
    """This will give, for every project, those that share an exclusion group with it."""
    sites: dict[str, set[int]] = {}
    for p, project in enumerate(election.projects):
        for group in project.groups:
            sites.setdefault(group, set()).add(p)
    return [
        sorted(set().union(*(sites[group] for group in project.groups)) - {p})
        for p, project in enumerate(election.projects)
    ]


def _districts(election: Election) -> list[tuple[str, str]]:
    return [("district", name) for name in election.limits.district]


def _categories(election: Election) -> list[tuple[str, str]]:
    return [("category", name) for name in election.limits.category]


def _purses(election: Election, p: int, names: dict[tuple[str, str], int]) -> list[int]:
    """This will give the limited purses a project is paid from."""
    project = election.projects[p]
    wanted = [("district", project.district), *(("category", name) for name in dict.fromkeys(project.categories))]
    return [names[name] for name in wanted if name in names]


def blank(size: int, like: Any, *, whole: bool = False) -> Any:
    """This will give noughts as the kernel takes them."""
    kind = np.int64 if whole else np.float64
    return [kind(0).item()] * size if isinstance(like, list) else np.zeros(size, dtype=kind)
