"""The votes of a process as the engine takes them, without names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import numpy as np
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from ortaq.civic.dialogue.models import OpinionCount, Process, Showing, Statement, StatementVote
from ortaq.engines.opinion.routing import Showings
from ortaq.engines.opinion.votes import Longs, Votes, from_arrays

SHOWN = Q(statement__state=Statement.State.SHOWN)


@dataclass(frozen=True, eq=False)
class Ballots:
    """The votes to be counted. people: whom each participant is, in the order of the count."""

    votes: Votes
    people: list[int]
    statements: list[int]
    """Numbers, in the order of the count."""


def ballots(process: Process, order: "Iterable[int]") -> Ballots:
    """This will gather all votes on statements that stand. Two statements.

    order: ids of those who voted, in the order they are to stand in; whoever is not named is left out.
    """
    numbers = list(
        Statement.objects.filter(process=process, state=Statement.State.SHOWN).values_list("number", flat=True)
    )
    rows = _table(_votes(process).values_list("person_id", "statement__number", "value"), 3)
    people = list(order)
    place = _Places(people)
    rows = rows[np.isin(rows[:, 0], people) & np.isin(rows[:, 1], numbers)]
    votes = from_arrays(
        place(rows[:, 0]),
        _Places(numbers)(rows[:, 1]),
        rows[:, 2],
        participants=[str(number) for number in range(len(people))],
        statements=[str(number) for number in numbers],
    )
    return Ballots(votes, people, numbers)


def voters(process: Process) -> list[int]:
    """This will list the ids of those who answered something that stands."""
    return list(_votes(process).values_list("person_id", flat=True).distinct().order_by("person_id"))


def showings(process: Process, ballots: Ballots) -> Showings:
    """This will gather what was shown to whom with what probability and answered, in the order of the draws."""
    logged = _table(
        Showing.objects.filter(SHOWN, statement__process=process)
        .order_by("person_id", "pk")
        .values_list("person_id", "statement__number", "per_million", "unseen"),
        4,
    )
    most = max(ballots.statements, default=0) + 1
    cast = _table(_votes(process).values_list("person_id", "statement__number", "value"), 3)
    keys, wanted = cast[:, 0] * most + cast[:, 1], logged[:, 0] * most + logged[:, 1]
    order = np.argsort(keys, kind="stable")
    found = np.searchsorted(keys[order], wanted)
    inside = np.minimum(found, max(len(keys) - 1, 0))
    answered = (keys[order][inside] == wanted) if len(keys) else np.zeros(len(wanted), dtype=np.bool_)
    answered &= np.isin(logged[:, 0], ballots.people) & np.isin(logged[:, 1], ballots.statements)
    kept, values = logged[answered], cast[:, 2][order][inside[answered]]
    return Showings(
        _Places(ballots.people)(kept[:, 0]).astype(np.int32),
        _Places(ballots.statements)(kept[:, 1]).astype(np.int32),
        values.astype(np.int8),
        kept[:, 2],
        kept[:, 3],
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """A process with its votes now and at the newest count."""

    process: Process
    votes: int
    newest: datetime | None
    counted_votes: int
    counted_at: datetime | None


def tallies() -> list[Tally]:
    """This will give every public process that has statements with its votes. One statement."""
    last = OpinionCount.objects.filter(process=OuterRef("pk")).order_by("-counted_at")
    standing = Q(statements__state=Statement.State.SHOWN)
    found = (
        Process.objects.filter(listed=True, statements__isnull=False)
        .annotate(
            counted_votes=Subquery(last.values("votes")[:1]),
            counted_at=Subquery(last.values("counted_at")[:1]),
            votes_now=Count("statements__votes", filter=standing),
            newest_vote=Max("statements__votes__cast_at", filter=standing),
        )
        .order_by("pk")
    )
    return [Tally(one, one.votes_now, one.newest_vote, one.counted_votes or 0, one.counted_at) for one in found]


def _votes(process: Process) -> "QuerySet[StatementVote]":
    return StatementVote.objects.filter(SHOWN, statement__process=process)


def _table(rows: "Iterable[tuple[int, ...]]", columns: int) -> Longs:
    found = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
    return found.reshape(-1, columns)


class _Places:
    """Ids → their places in a list."""

    def __init__(self, known: list[int]) -> None:
        ids = np.array(known, dtype=np.int64)
        self.order = np.argsort(ids, kind="stable")
        self.sorted = ids[self.order]

    def __call__(self, ids: Longs) -> Longs:
        return self.order[np.searchsorted(self.sorted, ids)] if len(ids) else ids
