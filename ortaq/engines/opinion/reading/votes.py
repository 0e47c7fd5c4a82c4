"""A file of votes: long (a row for each vote), wide (a row for each participant), or the JSON of a server.

Long: comment-id, voter-id, vote, and timestamp where there is one: the latest vote counts, of equally late ones the
last in the file. Wide: participant, then a column for each statement, empty where there is no vote.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ortaq.engines.opinion.reading.signs import Signs, Tally, Verdict, decide
from ortaq.engines.opinion.reading.statements import HIDDEN, WAITING, Statement, whole
from ortaq.engines.opinion.reading.table import Table, read
from ortaq.engines.opinion.votes import Votes, VotesError, from_rows

VALUES: Final = {"-1": -1, "0": 0, "1": 1, "+1": 1, "−1": -1}
ABOUT: Final = frozenset({"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"})
"""Columns of the wide form that are no statements."""

Cast = tuple[str, str, int]


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
    cast, counted, miscounted = _wide(table) if wide else (_long(table), None, 0)
    if not cast:
        raise VotesError(f"{name} holds no vote.")
    known = statements or {}
    if signs is not None:
        verdict = Verdict(signs, "told")
    elif counted is not None:
        verdict = decide(_tally((who, value) for who, _, value in cast), counted)
    else:
        said = {key: one.counted for key, one in known.items() if one.counted is not None}
        verdict = decide(_tally((what, value) for _, what, value in cast), said or None)
    turn = -1 if verdict.signs == "server" else 1
    out = {HIDDEN, WAITING} if strict else {HIDDEN}
    votes = from_rows(
        ((who, what, turn * value) for who, what, value in cast),
        hidden=[key for key, one in known.items() if one.moderated in out],
        meta=[key for key, one in known.items() if one.meta],
    )
    there = set(votes.statements)
    columns = {name for _, name in _statements(table)} if wide else set()
    return Reading(
        votes,
        "wide" if wide else "json" if table.json else "long",
        verdict,
        len(cast),
        table.blank,
        len((columns | set(known)) - there),
        len(there - set(known)) if known else 0,
        miscounted,
    )


def _long(table: Table) -> list[Cast]:
    what = table.column("comment-id", "statement-id", "statement")
    who = table.column("voter-id", "participant-id", "participant")
    vote, time = table.column("vote"), table.maybe("timestamp", "modified")
    cast: list[tuple[int, Cast]] = []
    for row in table.rows:
        person, statement, value = row.cells[who].strip(), row.cells[what].strip(), VALUES.get(row.cells[vote].strip())
        if not person:
            raise table.wrong(row, "a vote without a participant")
        if not statement:
            raise table.wrong(row, "a vote without a statement")
        if value is None:
            raise table.wrong(row, f"the vote {row.cells[vote]!r} is none of -1, 0, 1")
        cast.append((0 if time is None else whole(table, row, time), (person, statement, value)))
    cast.sort(key=lambda one: one[0])  # stable: at one moment the order of the file holds
    return [one for _, one in cast]


def _wide(table: Table) -> tuple[list[Cast], Tally | None, int]:
    who = table.column("participant")
    cells = _statements(table)
    if not cells:
        raise VotesError(f"{table.name}: line 1: no column 'vote' and no statements.")
    totals = [table.maybe(one) for one in ("n-votes", "n-agree", "n-disagree")]
    cast: list[Cast] = []
    counted: dict[str, tuple[int, int]] = {}
    seen: dict[str, int] = {}
    miscounted = 0
    for row in table.rows:
        person = row.cells[who].strip()
        if not person:
            raise table.wrong(row, "a row without a participant")
        if person in seen:
            raise table.wrong(row, f"participant {person!r} stands twice, first on line {seen[person]}")
        seen[person] = row.line
        own = _answers(table, row.cells, row.place, cells)
        cast.extend((person, statement, value) for statement, value in own)
        if None not in totals:
            said, agreed, disagreed = (whole(table, row, at) for at in totals if at is not None)
            counted[person] = (agreed, disagreed)
            signs = Counter(value for _, value in own)
            miscounted += said != len(own) or {agreed, disagreed} != {signs[1], signs[-1]}
    return cast, counted or None, miscounted


def _answers(table: Table, row: Sequence[str], place: str, cells: Sequence[tuple[int, str]]) -> list[tuple[str, int]]:
    own = []
    for at, statement in cells:
        cell = row[at].strip()
        if cell:
            if cell not in VALUES:
                raise VotesError(f"{table.name}: {place}: the vote {cell!r} on {statement!r} is none of -1, 0, 1.")
            own.append((statement, VALUES[cell]))
    return own


def _statements(table: Table) -> list[tuple[int, str]]:
    return [(at, title) for at, title in enumerate(table.titles) if table.head[at] not in ABOUT]


def _tally(cast: Iterable[tuple[str, int]]) -> Tally:
    signs = Counter(cast)
    return {name: (signs[name, 1], signs[name, -1]) for name, _ in signs}
