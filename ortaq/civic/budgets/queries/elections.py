"""From ballots to elections the engine counts: one per pot, with every ballot that marks a project of its district."""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.utils import timezone

from ortaq.civic.budgets.models import Ballot, Call, Pot, Project
from ortaq.civic.budgets.queries.specs import PROFILES
from ortaq.civic.budgets.rules import calls as rules
from ortaq.civic.budgets.rules.ballots import BallotKind
from ortaq.core.matters.localized import words
from ortaq.core.people.refusal import require
from ortaq.engines.choice import election as engine
from ortaq.engines.lot import shuffled

TIYN = 100
Marked = tuple[tuple[int, ...], tuple[int, ...]]
"""Indices of projects and the points beside them."""


def elections(call: Call) -> list[tuple[Pot, engine.Election]]:
    """This will give every pot with its election, by district; raises Refused before the close.

    A ballot that marks projects of two districts stands in both elections with what it marks there. A project that was
    withdrawn after the ballot was drawn up is marked so: its votes are counted and elect nothing. Three statements.
    """
    require(rules.may_see_totals(call.state))
    pots = list(call.pots.select_related("district").order_by("district__code"))
    projects: dict[int, list[Project]] = {pot.pk: [] for pot in pots}
    numbered = Project.objects.filter(call=call, ballot_number__isnull=False).select_related("matter")
    for project in numbered.order_by("ballot_number"):
        projects[project.pot_id].append(project)
    where = {p.pk: (pot_id, index) for pot_id, row in projects.items() for index, p in enumerate(row)}
    cast: dict[int, Counter[Marked]] = {pot.pk: Counter() for pot in pots}
    for marked, points in _marks(call):
        for pot_id, said in _by_pot(marked, points, where).items():
            cast[pot_id][said] += 1
    return [(pot, _election(call, pot, projects[pot.pk], cast[pot.pk])) for pot in pots if projects[pot.pk]]


def _marks(call: Call) -> Iterator[tuple[list[int], list[int]]]:
    return Ballot.objects.filter(call=call).order_by("pk").values_list("projects", "points").iterator(chunk_size=5000)


def _by_pot(marked: list[int], points: list[int], where: Mapping[int, tuple[int, int]]) -> dict[int, Marked]:
    """What one ballot says in each district: indices there, ascending unless they are ranks."""
    said: dict[int, tuple[list[int], list[int]]] = {}
    for place, project in enumerate(marked):
        if project in where:
            pot_id, index = where[project]
            indices, given = said.setdefault(pot_id, ([], []))
            indices.append(index)
            given.extend(points[place : place + 1])
    return {pot_id: (tuple(indices), tuple(given)) for pot_id, (indices, given) in said.items()}


def _election(call: Call, pot: Pot, projects: list[Project], cast: Counter[Marked]) -> engine.Election:
    kind = PROFILES[BallotKind(call.ballot_kind)]
    ordered = kind == engine.BallotKind.ORDINAL
    merged: Counter[Marked] = Counter()
    for (indices, points), weight in cast.items():
        merged[(indices, points) if ordered else _ascending(indices, points)] += weight
    return engine.Election(
        projects=tuple(
            engine.Project(
                id=project.matter.number, cost=project.cost, name=project.matter.title,
                district=pot.district.code, categories=(project.category,),
                groups=(project.site,) if project.site else (), withdrawn=project.state == Project.State.WITHDRAWN,
            )
            for project in projects
        ),
        kind=kind,
        groups=tuple(
            engine.Group(weight=weight, choices=indices, points=points)
            for (indices, points), weight in sorted(merged.items())
        ),
        budget=pot.amount,
        scale=TIYN,
        limits=engine.Limits(maximum_cost=pot.cap),
        meta=_meta(call, pot),
    )  # fmt: skip


def _ascending(indices: tuple[int, ...], points: tuple[int, ...]) -> Marked:
    if not points:
        return tuple(sorted(indices)), ()
    pairs = sorted(zip(indices, points, strict=True))
    return tuple(index for index, _ in pairs), tuple(given for _, given in pairs)


def _meta(call: Call, pot: Pot) -> dict[str, str]:
    """What a `.pb` file says about itself, in the words of Pabulib."""
    kind = PROFILES[BallotKind(call.ballot_kind)]
    begins, ends = timezone.localtime(call.votes_from), timezone.localtime(call.votes_until)
    return {
        "description": f"{words(call.name, 'en')}, {words(pot.district.name, 'en')}",
        "country": "Kazakhstan",
        "unit": call.code,
        "instance": str(begins.year),
        "subunit": pot.district.code,
        "currency": "KZT",
        "date_begin": f"{begins:%d.%m.%Y}",
        "date_end": f"{ends:%d.%m.%Y}",
        "max_length": str(call.limit),
        **({"max_sum_points": str(call.points)} if kind == engine.BallotKind.CUMULATIVE else {}),
    }


def scattered(election: engine.Election, seed: str) -> engine.Election:
    """This will give the election with one group per ballot, in the order of a lot drawn with the public seed.

    So the published file has a line for each ballot, and the line's place tells nothing: not when, not how many before.
    """
    single = [group for group in election.groups for _ in range(group.weight)]
    width = len(str(len(single)))
    order = shuffled([f"{place:0{width}}" for place in range(len(single))], f"{seed}:ballots")
    lone = tuple(
        engine.Group(weight=1, choices=single[int(place)].choices, points=single[int(place)].points) for place in order
    )
    return engine.Election(
        projects=election.projects, kind=election.kind, groups=lone, budget=election.budget, scale=election.scale,
        point_scale=election.point_scale, limits=election.limits, meta=election.meta,
    )  # fmt: skip
