"""Appeals from other systems: the same masking, day of registration, routing, clock, journal and search as the
portal's.

Where the law of a day is not known (no rule set, or no approved calendar for the year) the record is taken without a
legal clock and without a figure in days: no clock runs on a guess. Its journal says so ("clock": "none").
"""

import gc
import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice
from typing import Any, Protocol

import django
from django.db import IntegrityError, connections, transaction

from ortaq.civic.reception import rules
from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.queries import topics
from ortaq.civic.reception.queries.ground import Ground, ground
from ortaq.civic.reception.queries.terms import Law, registered_on
from ortaq.civic.reception.rules.mapping import FUTURE, BadRow, ImportRow
from ortaq.civic.reception.rules.reading import mask
from ortaq.civic.reception.services import _answered_there
from ortaq.civic.reception.services._duties import local_day
from ortaq.civic.reception.services._places import ADDRESS, NONE, POINT, Known, rounded, route_of, spot_of
from ortaq.civic.reception.services._registering import Filing, Given, leaves_of, new_code, number, write
from ortaq.core.files import services as files
from ortaq.core.files.models import StoredFile
from ortaq.core.matters import bulk
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused

KINDS = frozenset(Appeal.Kind.values)
BATCH = 2_000
"""Rows of one transaction: a killed import has kept whole batches and goes on where it was."""


class Progress(Protocol):
    """Called after each batch with the number of rows read so far."""

    def __call__(self, read: int, /) -> None: ...


@dataclass(slots=True)
class ImportReport:
    """What became of a file: rows read, added, known before; of these answered since; bad ones as (line, sentence)."""

    read: int = 0
    added: int = 0
    known: int = 0
    answered: int = 0
    """Of the known: open here, answered there since."""
    bad: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: "ImportReport") -> None:
        """This will count another part of the file in."""
        self.read += other.read
        self.added += other.added
        self.known += other.known
        self.answered += other.answered
        self.bad += other.bad


def import_appeals(
    *,
    rows: Iterable[ImportRow | BadRow],
    source: str,
    actor: Actor,
    now: datetime,
    progress: Progress | None = None,
    processes: int = 1,
) -> ImportReport:
    """This will add the rows that are not there yet, in batches of 2 000, each in its own transaction.

    Rows are known by (source, id): a second run adds nothing. Known ones that were answered there since, and that
    nobody has touched here, are answered here too. Bad rows are listed, good rows are kept. With more than one process
    batches are read side by side and written in turn; numbers then follow the batches, not the lines.
    """
    if not actor.system:
        raise Refused("not_system", N_("Records are imported from the terminal."))
    report = ImportReport()
    work = partial(_import_batch, source=source, actor=actor, now=now)
    batches = _batches(rows)
    for part in map(work, batches) if processes <= 1 else _side_by_side(work, batches, processes):
        report.add(part)
        if progress:
            progress(report.read)
    report.bad.sort()
    return report


@transaction.atomic
def add_photo(*, source: str, source_id: str, data: bytes, name: str, actor: Actor, now: datetime) -> StoredFile | None:
    """This will hang a photo on an imported appeal the way a form's photos go: checked now, cleaned by the queue.

    None where the appeal has one already, or is not here. Raises Refused for what is no photo.
    """
    if not actor.system:
        raise Refused("not_system", N_("Records are imported from the terminal."))
    appeal = Appeal.objects.select_related("matter").filter(source=source, source_id=source_id).first()
    if appeal is None or StoredFile.objects.filter(matter=appeal.matter).exists():
        return None
    return files.store_upload(upload=data, name=name, purpose="photo", matter=appeal.matter, actor=actor, now=now)


Batch = list[ImportRow | BadRow]
Work = Callable[[Batch], ImportReport]


def _batches(rows: Iterable[ImportRow | BadRow]) -> Iterator[Batch]:
    pending = iter(rows)
    while batch := list(islice(pending, BATCH)):
        yield batch


def _side_by_side(work: Work, batches: Iterator[Batch], processes: int) -> Iterator[ImportReport]:
    """Let processes with connections of their own work on batches; a few wait in line, the rest stay in the file."""
    with (
        _ready_to_divide() as method,
        ProcessPoolExecutor(
            processes, mp_context=multiprocessing.get_context(method), initializer=django.setup
        ) as pool,
    ):
        waiting: list[Future[ImportReport]] = [pool.submit(work, batch) for batch in islice(batches, processes + 1)]
        try:
            while waiting:
                part = waiting.pop(0).result()
                waiting += [pool.submit(work, batch) for batch in islice(batches, 1)]
                yield part
        finally:
            for future in waiting:
                future.cancel()


@contextmanager
def _ready_to_divide() -> Iterator[str]:
    """Leave no connection open, and name the way processes begin: as copies of this one, if it is alone in its house.

    A copy has the program and the ground at hand, for which a new process takes a second. A thread would be missing in
    it, with whatever it held; not every system copies safely. What is here already is kept from the collector of
    garbage: a copy that counts it would write to every page of it.
    """
    ground()
    for connection in connections.all():
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):  # PostgreSQL's, which has threads
            close_pool()
    gc.collect()
    gc.freeze()
    try:
        yield "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    finally:
        gc.unfreeze()


def _import_batch(batch: Batch, *, source: str, actor: Actor, now: datetime) -> ImportReport:
    try:
        return _import_once(batch, source, actor=actor, now=now)
    except IntegrityError:  # another batch of the same file had the same record at the same moment; now it is known
        return _import_once(batch, source, actor=actor, now=now)


def _import_once(batch: Batch, source: str, *, actor: Actor, now: datetime) -> ImportReport:
    report = ImportReport(read=len(batch))
    good = list(_sorted_out(batch, report, now))
    ids = [row.id for row in good]
    seen = set(Appeal.objects.filter(source=source, source_id__in=ids).values_list("source_id", flat=True))
    stands, filings, known = ground(), [], []
    codes = stands.codes_at(
        (*rounded(row.lon, row.lat), local_day(row.received_at))
        for row in good
        if row.lon is not None and row.lat is not None and row.id not in seen
    )
    for row in good:
        if row.id in seen:
            known.append(row)
            continue
        seen.add(row.id)
        filings.append(_filing(stands, row.read(), source, codes))
    if filings:
        _keep(filings, actor=actor, now=now)
    report.added, report.known = len(filings), len(known)
    report.answered = _answered_there.take_over(known, source, actor=actor, now=now)
    return report


def _keep(filings: list[Filing], *, actor: Actor, now: datetime) -> None:
    """Number, make ready, write: two short transactions, between which nobody waits for us.

    An import killed between the two leaves numbers nobody has; one that fails in the second leaves no half of a row.
    """
    with transaction.atomic():
        clocks = number(filings, actor=actor, now=now)
    leaves = leaves_of(filings, clocks, actor=actor, now=now)
    with transaction.atomic():
        write(leaves, actor=actor, now=now)
        bulk.write(leaves.entries)


def _sorted_out(batch: list[ImportRow | BadRow], report: ImportReport, now: datetime) -> Iterator[ImportRow]:
    for row in batch:
        if isinstance(row, BadRow):
            report.bad.append((row.line, row.reason))
        elif row.received_at > now or (row.answered_at is not None and row.answered_at > now):
            late = max(row.received_at, row.answered_at or row.received_at)
            report.bad.append((row.line, FUTURE % {"value": late.date().isoformat()}))
        else:
            yield row


def _filing(stands: Ground, row: ImportRow, source: str, codes: Known) -> Filing:
    """Work out everything about one row, as `open_appeal` does for one form."""
    reading = row.reading
    if reading is None:
        raise TypeError("the row has not been read")
    topic = stands.forest.by_code.get(row.topic)
    if topic is None:
        topic = (
            stands.forest.other
            if row.topic or row.category
            else topics.guess(stands.forest, row.text, reading.language)
        )
    place = POINT if row.lon is not None else ADDRESS if row.address else NONE
    day = local_day(row.received_at)
    spot = spot_of(stands, place, row.lon, row.lat, day, known=codes)
    filing = Filing(
        kind=row.kind if row.kind in KINDS else Appeal.Kind.APPLICATION.value,
        topic=topic,
        group_id=stands.forest.root_of.get(topic.pk, topic.pk),
        text=row.text,
        reading=reading,
        spot=spot,
        route=route_of(stands, topic.code, spot, None),
        channel="import",
        publish=True,
        access_code=new_code(),
        received_at=row.received_at.astimezone(UTC),  # once here, not for each of the tables it goes into
        registered_on=day,
        due_on=None,
        series=f"appeal-{day.year}",
        organisation=row.organisation,
        address=mask(row.address)[0],  # everyone reads where it is
        source=source,
        source_id=row.id,
        facts=_facts(row, source),
    )
    _count_days(stands, filing, row)
    return filing


def _facts(row: ImportRow, source: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"source": source}
    if row.category:
        facts["category"] = row.category
    if row.dated_by_mapping:
        facts["dated_by"] = "mapping"
    return facts


def _count_days(stands: Ground, filing: Filing, row: ImportRow) -> None:
    """Registration, due day and the answer's working days, as far as the law of those days is known."""
    answered_on = local_day(row.answered_at) if row.answered_at else None
    days, late = None, False
    try:
        days, late = _by_law(stands, filing, answered_on)
    except Refused:  # no terms, or no calendar, are known for these days
        filing.due_on, filing.facts["clock"] = None, "none"
    if row.answered_at is not None:
        at = row.answered_at.astimezone(UTC)
        filing.answered = Given(row.answer, row.public_answer, filing.reading.language, at, days, late)


def _by_law(stands: Ground, filing: Filing, answered_on: date | None) -> tuple[int | None, bool]:
    """Set the days of registration and answer; give the answer's working days and whether it was late."""
    law = _law(stands, filing.registered_on)
    registered = registered_on(filing.received_at, law.days)
    law = _law(stands, registered)
    due_on = law.due(registered, rules.term_of(filing.kind))
    spent = law.working_days(registered, answered_on) if answered_on else None
    filing.registered_on, filing.due_on, filing.law = registered, due_on, law
    return spent, answered_on is not None and answered_on > due_on


def _law(stands: Ground, day: date) -> Law:
    law = stands.law(day)
    if law is None:
        raise Refused("no_law", N_("No legal terms are known for this day."))
    return law
