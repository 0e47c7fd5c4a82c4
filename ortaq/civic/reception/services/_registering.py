"""Putting appeals into the books: one of the portal's or two thousand of an importer's go through the same lines.

Everything is worked out before (`Filing`); the transaction only writes, row by row of each table, and is over soon.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from ortaq.civic.reception import acts, rules
from ortaq.civic.reception.models import Answer, Appeal, Assignment, Topic
from ortaq.civic.reception.queries.terms import Law
from ortaq.civic.reception.rules.reading import Reading
from ortaq.civic.reception.services._duties import DUTY
from ortaq.civic.reception.services._places import Route, Spot
from ortaq.core.deadlines import services as deadlines
from ortaq.core.journal import services as journal
from ortaq.core.matters import bulk, search
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Follower, Matter
from ortaq.core.matters.rules import cells, number_in
from ortaq.core.people.actor import Actor

# Looked up once: a million records ask for them.
PUBLIC, HELD = Matter.Visibility.PUBLIC.value, Matter.Visibility.HELD.value
OPEN, ANSWERED = Appeal.State.OPEN.value, Appeal.State.ANSWERED.value
STAGE_RECEIVED, STAGE_ANSWERED = rules.Stage.RECEIVED.value, rules.Stage.ANSWERED.value
NOT_FIXED, EXPLAINED = Appeal.Repair.NONE.value, Answer.Outcome.EXPLAINED.value


CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which look alike on paper; 32 of them, so that a byte chooses fairly."""
CODE_LENGTH = 10
_SIGN_OF_BYTE = (CODE_SIGNS * (256 // len(CODE_SIGNS))).encode()


class Given(NamedTuple):
    """An answer that came with an imported record."""

    text: str
    public_text: str
    language: str
    at: datetime
    days: int | None
    late: bool


@dataclass(slots=True)
class Filing:
    """One appeal as it will stand in the books."""

    kind: str
    topic: Topic
    group_id: int
    text: str
    reading: Reading
    spot: Spot
    route: Route
    access_code: str
    received_at: datetime
    registered_on: date
    due_on: date | None
    series: str = ""
    channel: str = ""
    publish: bool = False
    applicant_id: int | None = None
    organisation: str = ""
    address: str = ""
    form_token: str | None = None
    source: str = ""
    source_id: str | None = None
    accepted_by_id: int | None = None
    law: Law | None = None
    """Of the day of registration, where the caller has it at hand."""
    answered: Given | None = None
    stems: str | None = None
    """What is found by, where the caller has worked it out before others had to wait."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What else the journal says of the opening."""
    matter_id: int = 0
    number: str = ""
    assignment_id: int = 0
    clock_id: int | None = None

    @property
    def state(self) -> str:
        return ANSWERED if self.answered else OPEN

    @property
    def stage(self) -> str:
        return STAGE_ANSWERED if self.answered else STAGE_RECEIVED

    @property
    def late(self) -> bool:
        return self.answered is not None and self.answered.late


def new_code() -> str:
    """Draw the code of a slip."""
    return secrets.token_bytes(CODE_LENGTH).translate(_SIGN_OF_BYTE).decode()


@dataclass(frozen=True, slots=True)
class Leaves:
    """Everything about some filings, ready to be written: the rows of each table in their order, and the stems."""

    sheets: list[bulk.Sheet]
    stems: list[tuple[int, str]]
    entries: bulk.Sheet
    """Of the journal: the last to be written, by whoever knows whether something follows from them."""


def leaves_of(filings: Sequence[Filing], clocks: bulk.Sheet | None, *, actor: Actor, now: datetime) -> Leaves:
    """Make the rows of numbered filings. The database is not asked: an importer does this while others write."""
    answers = [_answer(filing, filing.answered) for filing in filings if filing.answered]
    following = [(f.matter_id, f.applicant_id, now) for f in filings if f.applicant_id is not None]
    sheets = [
        bulk.sheet(Matter, MATTER, (_matter(filing, now) for filing in filings)),
        clocks,
        bulk.sheet(Appeal, APPEAL, map(_appeal, filings)),
        bulk.sheet(Assignment, ASSIGNMENT, map(_assignment, filings)),
        bulk.sheet(Answer, ANSWER, answers) if answers else None,
        bulk.sheet(Follower, ("matter", "person", "since"), following) if following else None,
    ]
    public = [f for f in filings if f.publish]
    stems = [(f.matter_id, stems_of(f) if f.stems is None else f.stems) for f in public]
    entries = journal.entries_of(lines=_lines(filings), actor=actor, now=now)
    return Leaves([sheet for sheet in sheets if sheet is not None], stems, entries)


def stems_of(filing: Filing) -> str:
    """Give the stems an appeal is found by."""
    return search.stems(f"{filing.reading.title}\n{filing.reading.public_text}", filing.reading.language)


def write(leaves: Leaves, *, actor: Actor, now: datetime) -> None:
    """Write what was made ready, but for the journal's entries; inside a transaction."""
    for sheet in leaves.sheets:
        bulk.write(sheet)
    if leaves.stems:
        matters.index_stems(rows=leaves.stems, actor=actor, now=now)


def number(filings: Sequence[Filing], *, actor: Actor, now: datetime) -> bulk.Sheet | None:
    """Give every filing its number and the ids of card, duty and clock, and give the clocks; inside a transaction."""
    series: defaultdict[str, list[Filing]] = defaultdict(list)
    for filing in filings:
        series[filing.series].append(filing)
    for code, members in series.items():
        last = matters.reserve_numbers(series=code, count=len(members), actor=actor, now=now)
        for filing, n in zip(members, last, strict=True):
            filing.number = number_in(code, n)
    ids = zip(bulk.reserve_ids(Matter, len(filings)), bulk.reserve_ids(Assignment, len(filings)), strict=True)
    for filing, (matter_id, assignment_id) in zip(filings, ids, strict=True):
        filing.matter_id, filing.assignment_id = matter_id, assignment_id
    return _clocks(filings, actor=actor, now=now)


def _clocks(filings: Sequence[Filing], *, actor: Actor, now: datetime) -> bulk.Sheet | None:
    owed = [filing for filing in filings if filing.due_on is not None]
    if not owed:
        return None
    starts = [
        deadlines.Start(
            matter_id=filing.matter_id,
            body_id=filing.route.body.pk,
            duty=DUTY,
            term=rules.term_of(filing.kind),
            registered_on=filing.registered_on,
            stopped_at=filing.answered.at if filing.answered else None,
        )
        for filing in owed
    ]
    in_force = {
        filing.registered_on: deadlines.LawInForce(filing.law.rule_set, filing.law.calendar, filing.law.days)
        for filing in owed
        if filing.law is not None
    }
    clocks, made = deadlines.clocks_of(starts=starts, in_force=in_force, actor=actor, now=now)
    for filing, started in zip(owed, made, strict=True):
        filing.clock_id, filing.due_on = started.clock_id, started.due_on
    return clocks


MATTER = (
    "id", "number", "kind", "title", "language", "lon", "lat", "h3_7", "h3_9", "territory", "address", "opened_by",
    "opened_at", "channel", "stage", "visibility", "changed_at",
)  # fmt: skip


def _matter(filing: Filing, now: datetime) -> tuple[Any, ...]:
    spot, reading = filing.spot, filing.reading
    h3_7, h3_9 = cells(spot.lon, spot.lat) if spot.lon is not None and spot.lat is not None else (None, None)
    return (
        filing.matter_id, filing.number, "appeal", reading.title, reading.language, spot.lon, spot.lat, h3_7, h3_9,
        spot.territory.pk if spot.territory else None, filing.address, filing.applicant_id, filing.received_at,
        filing.channel, filing.stage,
        PUBLIC if filing.publish else HELD,
        filing.answered.at if filing.answered else now,
    )  # fmt: skip


APPEAL = (
    "matter", "kind", "topic", "group", "text", "public_text", "applicant", "organisation", "access_code", "form_token",
    "source", "source_id", "received_at", "registered_on", "accepted_by", "place", "territory", "district", "holder",
    "state", "repair", "lead", "due_on", "answered_at", "overdue_count", "reopened_count", "score_comment", "listed",
)  # fmt: skip


def _appeal(filing: Filing) -> tuple[Any, ...]:
    spot = filing.spot
    return (
        filing.matter_id, filing.kind, filing.topic.pk, filing.group_id, filing.text, filing.reading.public_text,
        filing.applicant_id, filing.organisation, filing.access_code, filing.form_token, filing.source,
        filing.source_id, filing.received_at, filing.registered_on, filing.accepted_by_id, spot.place,
        spot.territory.pk if spot.territory else None, spot.district.pk if spot.district else None,
        filing.route.holder_id, filing.state, NOT_FIXED, filing.route.body.pk, filing.due_on,
        filing.answered.at if filing.answered else None, int(filing.late), 0, "", filing.publish,
    )  # fmt: skip


def as_appeal(filing: Filing, now: datetime) -> Appeal:
    """Give what was just written as model instances, without asking the database for what we told it."""
    matter = Matter(**_columns(Matter, MATTER, _matter(filing, now)))
    matter.territory = filing.spot.territory
    appeal = Appeal(**_columns(Appeal, APPEAL, _appeal(filing)))
    appeal.matter, appeal.topic, appeal.lead = matter, filing.topic, filing.route.body
    appeal.territory, appeal.district = filing.spot.territory, filing.spot.district
    for made in (matter, appeal):
        made._state.adding, made._state.db = False, DEFAULT_DB_ALIAS
    return appeal


def _columns(model: type[Model], names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """Name the values by column: "topic" is topic_id."""
    return dict(zip(_names(model, tuple(names)), values, strict=True))


@cache
def _names(model: type[Model], names: tuple[str, ...]) -> list[str]:
    return [getattr(model._meta.get_field(name), "attname", name) for name in names]


ASSIGNMENT = (
    "id", "appeal", "body", "lead", "part", "table", "row", "reason", "clock", "registered_on", "due_on", "state",
    "assigned_at", "closed_at", "days", "late", "extended", "reopened", "fixed",
)  # fmt: skip


def _assignment(filing: Filing) -> tuple[Any, ...]:
    given = filing.answered
    return (
        filing.assignment_id, filing.matter_id, filing.route.body.pk, True, "", filing.route.table_id, filing.route.row,
        "", filing.clock_id, filing.registered_on, filing.due_on, filing.state, filing.received_at,
        given.at if given else None, given.days if given else None, filing.late, False, False, False,
    )  # fmt: skip


ANSWER = ("appeal", "assignment", "outcome", "text", "public_text", "language", "final", "given_at")


def _answer(filing: Filing, given: Given) -> tuple[Any, ...]:
    return (
        filing.matter_id, filing.assignment_id, EXPLAINED, given.text, given.public_text,
        given.language, True, given.at,
    )  # fmt: skip


def _lines(filings: Iterable[Filing]) -> Iterator[journal.Line]:
    """The first entries of each chain: opened, assigned, and answered where it came so."""
    for filing in filings:
        body = filing.route.body
        yield journal.Line(filing.matter_id, filing.number, acts.OPENED, filing.received_at, data=_opened(filing))
        yield journal.Line(
            filing.matter_id, filing.number, acts.ASSIGNED, filing.received_at, data=_assigned(filing),
            body_id=body.pk, body_code=body.code,
        )  # fmt: skip
        if filing.answered is not None:
            data = {"assignment": filing.assignment_id, "body": body.code, "outcome": "explained", "late": filing.late}
            yield journal.Line(
                filing.matter_id, filing.number, acts.ANSWERED, filing.answered.at, data=data,
                body_id=body.pk, body_code=body.code,
            )  # fmt: skip


def _opened(filing: Filing) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": filing.kind,
        "topic": filing.topic.code,
        "channel": filing.channel,
        "registered_on": filing.registered_on.isoformat(),
        "masked": filing.reading.masked,
        **filing.facts,
    }
    if filing.spot.outside:
        data["outside"] = True
    return data


def _assigned(filing: Filing) -> dict[str, Any]:
    route = filing.route
    data: dict[str, Any] = {
        "assignment": filing.assignment_id,
        "body": route.body.code,
        "lead": True,
        "topic": filing.topic.code,
        "territory": filing.spot.code,
        "holder": route.holder,
    }
    if route.row is not None:
        data["row"] = route.row
    if filing.due_on is not None:
        data["due_on"] = filing.due_on.isoformat()
    return data
