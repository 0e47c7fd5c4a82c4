"""A file of votes: long (a row for each vote), wide (a row for each participant), or the JSON of a server.

Long: comment-id, voter-id, vote, and timestamp where there is one: the latest vote counts, of equally late ones the
last in the file. Wide: participant, then a column for each statement, empty where there is no vote.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ortaq.engines.opinion.reading.signs import Signs, Tally, Verdict, decide
from ortaq.engines.opinion.reading.statements import HIDDEN, WAITING, Statement, whole
from ortaq.engines.opinion.reading.table import Table, read
from ortaq.engines.opinion.votes import Longs, Votes, VotesError, canonical, from_arrays

VALUES: Final = {"-1": -1, "0": 0, "1": 1, "+1": 1, "−1": -1}
TOTALS: Final = ("n-votes", "n-agree", "n-disagree")
ABOUT: Final = frozenset({"participant", "xid", "group-id", "n-comments", *TOTALS})
"""Columns of the wide form that are no statements."""


@dataclass(frozen=True, eq=False)
class Reading:
    """Votes, and everything about the file a reader of the result must know.

    form: long | wide | json. rows: votes in the file, replaced ones too. blank: empty lines. unvoted: statements
    without a vote, which are left out. strange: statements voted on that the table of statements does not know.
    miscounted: participants whose own counts (n-votes …) differ from their votes.
    """

    votes: Votes
    form: str
    verdict: Verdict
    rows: int
    blank: int
    unvoted: int
    strange: int
    miscounted: int


def read_votes(
    data: bytes,
    name: str,
    *,
    statements: Mapping[str, Statement] | None = None,
    signs: Signs | None = None,
    strict: bool = False,
) -> Reading:
    """This will read votes with 1 for agree, whatever the file means by it.

    statements: their moderation and meta flags count; without them nothing is hidden. signs: what the file means;
    found out when not given. strict: what waits for moderation is hidden too. Raises VotesError.
    """
    table = read(data, name)
    wide = "vote" not in table.head and "participant" in table.head
    cast = _wide(table) if wide else _long(table)
    if not len(cast.value):
        raise VotesError(f"{name} holds no vote.")
    known = statements or {}
    if signs is not None:
        verdict = Verdict(signs, "told")
    elif cast.counted is not None:
        verdict = decide(cast.tally(cast.who, cast.people), cast.counted)
    else:
        said = {key: one.counted for key, one in known.items() if one.counted is not None}
        verdict = decide(cast.tally(cast.what, cast.things), said or None)
    out = {HIDDEN, WAITING} if strict else {HIDDEN}
    votes = cast.votes(
        turned=verdict.signs == "server",
        hidden={key for key, one in known.items() if one.moderated in out},
        meta={key for key, one in known.items() if one.meta},
    )
    there = set(votes.statements)
    columns = {name for _, name in _statements(table)} if wide else set()
    return Reading(
        votes,
        "wide" if wide else "json" if table.json else "long",
        verdict,
        len(cast.value),
        table.blank,
        len((columns | set(known)) - there),
        len(there - set(known)) if known else 0,
        cast.miscounted,
    )


class _Cast:
    """Votes as they are read: positions in the order of first sight. counted: agreed and disagreed by participant."""

    def __init__(self) -> None:
        self.people: dict[str, int] = {}
        self.things: dict[str, int] = {}
        self.who, self.what, self.time, self.value = array("q"), array("q"), array("q"), array("b")
        self.counted: dict[str, tuple[int, int]] | None = None
        self.miscounted = 0

    def add(self, person: str, thing: str, value: int, time: int = 0) -> None:
        self.who.append(self.people.setdefault(person, len(self.people)))
        self.what.append(self.things.setdefault(thing, len(self.things)))
        self.value.append(value)
        self.time.append(time)

    def tally(self, places: "array[int]", names: Mapping[str, int]) -> Tally:
        """This will count pluses and minuses by who or by what."""
        signs, place = np.array(self.value), np.array(places)
        plus, minus = (np.bincount(place[signs == sign], minlength=len(names)) for sign in (1, -1))
        return dict(zip(names, zip(plus.tolist(), minus.tolist(), strict=True), strict=True))

    def votes(self, *, turned: bool, hidden: Collection[str], meta: Collection[str]) -> Votes:
        """This will put everything into order: by time, at one moment as in the file."""
        order = np.argsort(np.array(self.time), kind="stable")
        people, things = canonical(self.people), canonical(self.things)
        return from_arrays(
            _places(self.people, people)[np.array(self.who)[order]],
            _places(self.things, things)[np.array(self.what)[order]],
            np.array(self.value)[order] * (-1 if turned else 1),
            participants=people,
            statements=things,
            hidden=[at for at, name in enumerate(things) if name in hidden],
            meta=[at for at, name in enumerate(things) if name in meta],
        )


def _places(seen: Mapping[str, int], names: Sequence[str]) -> Longs:
    """This will give the place in `names` of each name in the order of first sight."""
    place = {name: at for at, name in enumerate(names)}
    return np.array([place[name] for name in seen], dtype=np.int64)


def _long(table: Table) -> _Cast:
    what = table.column("comment-id", "statement-id", "statement")
    who = table.column("voter-id", "participant-id", "participant")
    vote, time = table.column("vote"), table.maybe("timestamp", "modified")
    cast = _Cast()
    for line, cells in table:
        person, statement, value = cells[who].strip(), cells[what].strip(), VALUES.get(cells[vote].strip())
        if not person:
            raise table.wrong(line, "a vote without a participant")
        if not statement:
            raise table.wrong(line, "a vote without a statement")
        if value is None:
            raise table.wrong(line, f"the vote {cells[vote]!r} is none of -1, 0, 1")
        cast.add(person, statement, value, 0 if time is None else whole(table, line, cells, time))
    return cast


def _wide(table: Table) -> _Cast:
    who, things = table.column("participant"), _statements(table)
    if not things:
        raise table.wrong(1, "no column 'vote' and no statements")
    totals = [at for at in map(table.maybe, TOTALS) if at is not None]
    cast, seen = _Cast(), dict[str, int]()
    cast.counted = {} if len(totals) == len(TOTALS) else None
    for line, cells in table:
        person = cells[who].strip()
        if not person:
            raise table.wrong(line, "a row without a participant")
        if person in seen:
            raise table.wrong(line, f"participant {person!r} stands twice, first on line {seen[person]}")
        seen[person] = line
        own = [(title, _value(table, line, title, cell)) for at, title in things if (cell := cells[at].strip())]
        for title, value in own:
            cast.add(person, title, value)
        if cast.counted is not None:
            said, agreed, disagreed = (whole(table, line, cells, at) for at in totals)
            cast.counted[person] = (agreed, disagreed)
            signs = Counter(value for _, value in own)
            cast.miscounted += said != len(own) or {agreed, disagreed} != {signs[1], signs[-1]}
    return cast


def _value(table: Table, line: int, title: str, cell: str) -> int:
    if cell not in VALUES:
        raise table.wrong(line, f"the vote {cell!r} on {title!r} is none of -1, 0, 1")
    return VALUES[cell]


def _statements(table: Table) -> list[tuple[int, str]]:
    return [(at, title) for at, title in enumerate(table.titles) if table.head[at] not in ABOUT]
