"""The only writers of the journal: entries, seals, and the erasing of personal facts."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Max, Q

from ortaq.core.journal import acts, queries, reactions
from ortaq.core.journal.models import Entry, Seal
from ortaq.core.journal.rules import acted_as, digest_of, digest_of_written, personal_digest_of
from ortaq.core.matters import bulk
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.tasks.rows import hold
from ortaq.core.territory.models import Body
from ortaq.engines.proof import canonical


@transaction.atomic
def write(
    *,
    act: str,
    matter: Matter,
    data: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
    public: bool = True,
    body: Body | None = None,
    actor: Actor,
    now: datetime,
) -> Entry:
    """This will add an entry to the matter's chain, run what is wired within and enqueue what comes later.

    `data` may become public: integers, text and lists, no fractions and no names of people. `personal` never does.
    """
    follow = reactions.to(act)
    seq, previous = _next_of(matter)
    role, body_id, body_code = acted_as(
        actor, body_id=body.pk if body else None, own=actor.person_id == matter.opened_by_id
    )
    salt, personal_digest = _salted(actor.person_id, personal)
    facts: dict[str, Any] = {
        "seq": seq,
        "act": act,
        "at": now,
        "role": role,
        "public": public,
        "data": data or {},
        "previous": previous,
    }
    entry = Entry(
        matter=matter,
        person_id=actor.person_id,
        body_id=body_id,
        personal=personal,
        salt=salt,
        personal_digest=personal_digest,
        digest=digest_of(
            **facts,
            matter=matter.number,
            body=body.code if body and body.pk == body_id else body_code,
            personal_digest=personal_digest,
        ),
        **facts,
    )
    entry.save(force_insert=True)
    for react in follow.within:
        react(entry, now)
    for task in follow.later:
        task.enqueue(entry_id=entry.pk)
    return entry


def _next_of(matter: Matter) -> tuple[int, str]:
    """Give the number of a chain's next entry and the digest before it; the chain is held till the transaction ends."""
    hold(Matter.objects.filter(pk=matter.pk))
    last = Entry.objects.filter(matter=matter).order_by("-seq").values_list("seq", "digest").first()
    return (last[0] + 1, last[1]) if last else (1, "")


class Line(NamedTuple):
    """One entry of `write_many`. `at` may lie in the past: records from elsewhere happened when they happened."""

    matter_id: int
    number: str
    act: str
    at: datetime
    data: dict[str, Any] | None = None
    personal: dict[str, Any] | None = None
    body_id: int | None = None
    body_code: str = ""
    public: bool = True


@transaction.atomic
def write_many(*, lines: Iterable[Line], actor: Actor, now: datetime) -> int:
    """This will write the first entries of new matters the fast way and tell how many.

    Lines of one matter stand in order. Matters must have no entries yet (the database refuses a second seq 1). No
    reactions run: an importer does in bulk what they would have done one by one.
    """
    return bulk.insert_rows(Entry, _BULK, _chained(lines, actor))


def entries_of(*, lines: Iterable[Line], actor: Actor, now: datetime) -> bulk.Sheet:
    """This will make what `write_many` writes, chained and ready for `bulk.write`, before the transaction begins."""
    return bulk.sheet(Entry, _BULK, _chained(lines, actor))


@transaction.atomic(savepoint=False)
def write_and_follow(*, entries: bulk.Sheet, actor: Actor, now: datetime) -> None:
    """This will write a few first entries, made by `entries_of`, and do what is wired to their acts."""
    rows = list(entries.rows)
    ids = bulk.write_one_by_one(entries)
    for entry_id, row in zip(ids, rows, strict=True):
        follow = reactions.to(row[_BULK.index("act")])
        if follow.within:
            entry = Entry.objects.get(pk=entry_id)
            for react in follow.within:
                react(entry, now)
        for task in follow.later:
            task.enqueue(entry_id=entry_id)


_BULK = [
    "matter", "seq", "act", "at", "person", "role", "body", "data", "personal", "salt", "personal_digest", "public",
    "previous", "digest",
]  # fmt: skip


def _chained(lines: Iterable[Line], actor: Actor) -> Iterator[tuple[Any, ...]]:
    """Give the rows of `_BULK`, each line chained to the one before on its matter."""
    heads: dict[int, tuple[int, str]] = {}
    role, _, _ = acted_as(actor, body_id=None, own=True)
    person = actor.person_id
    for line in lines:
        reactions.to(line.act)
        seq, previous = heads.get(line.matter_id, (0, ""))
        salt, personal_digest = _salted(person, line.personal)
        data = canonical(line.data or {})
        digest = digest_of_written(
            matter=line.number, seq=seq + 1, act=line.act, at=line.at, role=role, body=line.body_code,
            public=line.public, data=data, personal_digest=personal_digest, previous=previous,
        )  # fmt: skip
        heads[line.matter_id] = (seq + 1, digest)
        yield (
            line.matter_id, seq + 1, line.act, line.at, person, role, line.body_id, data, line.personal, salt,
            personal_digest, line.public, previous, digest,
        )  # fmt: skip


def _salted(person: int | None, personal: dict[str, Any] | None) -> tuple[str, str]:
    """Give a fresh salt and the digest of the personal part; both empty when nothing is personal."""
    salt = "" if person is None and personal is None else secrets.token_hex(16)
    return salt, personal_digest_of(salt=salt, person=person, personal=personal)


@transaction.atomic
def seal_day(*, day: date, actor: Actor, now: datetime) -> Seal:
    """This will put the day's seal on all entries since the seal before; a day that has one keeps it."""
    if sealed := Seal.objects.filter(day=day).first():
        return sealed
    before = Seal.objects.order_by("-day").first()
    if before is not None and before.day > day:
        raise Refused(
            "seal_out_of_order",
            N_("A later day (%(day)s) is sealed already; an earlier day cannot be sealed after it."),
            day=before.day,
        )
    first_id = before.last_id + 1 if before else 1
    last_id = _newest_id() or first_id - 1
    heads, digest = queries.heads_digest(
        day=day.isoformat(), previous=before.digest if before else "", first_id=first_id, last_id=last_id
    )
    return Seal.objects.create(
        day=day,
        last_id=last_id,
        heads=heads,
        entries=Entry.objects.filter(pk__gte=first_id, pk__lte=last_id).aggregate(n=Count("pk"))["n"],
        previous=before.digest if before else "",
        digest=digest,
        sealed_at=now,
    )


def _newest_id() -> int | None:
    """Give the newest id with no smaller one still to come.

    PostgreSQL hands out ids before the commit: the lock waits until nobody is between the two.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(Entry._meta.db_table)} IN SHARE MODE")
    newest: int | None = Entry.objects.aggregate(newest=Max("pk"))["newest"]
    return newest


@transaction.atomic
def erase_personal(*, matter: Matter | None = None, person: Person | None = None, actor: Actor, now: datetime) -> int:
    """This will take personal facts out of a matter's entries, or out of all entries by or about a person.

    What is left is the salted digest whose salt is gone: the chain still proves order and public facts. Each matter
    touched gets an entry that says which entries lost theirs. Returns how many entries were emptied.
    """
    if (matter is None) == (person is None):
        raise TypeError("erase_personal takes a matter or a person")
    about = Q(matter=matter) if matter else Q(person=person) | Q(matter__opened_by=person)
    touched: dict[int, list[int]] = {}
    for matter_id, seq in (
        Entry.objects.filter(about).exclude(salt="").order_by("matter_id", "seq").values_list("matter_id", "seq")
    ):
        touched.setdefault(matter_id, []).append(seq)
    erased = Entry.objects.filter(about).exclude(salt="").update(personal=None, person=None, salt="")
    for card in Matter.objects.filter(pk__in=touched).order_by("pk"):
        write(act=acts.ERASED, matter=card, data={"entries": touched[card.pk]}, public=False, actor=actor, now=now)
    return erased
