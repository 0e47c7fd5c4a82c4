"""What the journal tells, and whether it can be believed."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Max, Q

from ortaq.core.journal import threads
from ortaq.core.journal.models import Entry, Seal
from ortaq.core.journal.rules import digest_of, personal_digest_of, seal_of
from ortaq.core.matters import queries as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor, Role
from ortaq.engines.proof import NotCanonicalError

CHUNK = 2_000
Progress = Callable[[int, int], None]
"""Called with (entries read, entries in all)."""


class Broken(NamedTuple):
    """The first place that does not hold. `what`: gap, previous, digest, personal or seal."""

    number: str
    seq: int
    what: str

    def __str__(self) -> str:
        """Give a sentence for the terminal."""
        if self.what == "seal":
            return f"The seal of {self.number} does not fit: an entry under it was changed, removed or added."
        return f"Matter {self.number}, entry {self.seq}: {MEANINGS[self.what]}"


MEANINGS = {
    "gap": "an entry before it is missing.",
    "previous": "it does not hold the digest of the entry before.",
    "digest": "its facts are not those it was written with.",
    "personal": "its personal facts are not those it was written with.",
}


def entries(matter: Matter, actor: Actor) -> list[Entry]:
    """This will give a matter's entries in order: all of them at the desk, the public ones otherwise."""
    found = Entry.objects.filter(matter=matter).select_related("body").order_by("seq")
    if actor.system or (actor.strong and actor.has_role(*Role)):
        return list(found)
    return list(found.filter(public=True))


def entry(entry_id: int) -> Entry:
    """This will give an entry with its matter: what a task starts from."""
    return Entry.objects.select_related("matter", "body").get(pk=entry_id)


@dataclass(frozen=True, slots=True)
class Thread:
    """A card, every card that led to it and every card it led to, with their moments in the order of the chain."""

    matter: Matter
    cards: dict[int, Matter]
    moments: list[threads.Moment]


def thread(matter: Matter, actor: Actor) -> Thread:
    """This will tell the way of a card, as far as the actor may see. A statement for each step, and one."""
    cards = matters.walk(matter, actor)
    told = Entry.objects.filter(matter__in=list(cards), act__in=threads.acts(), public=True)
    if repeated := threads.repeated():
        last = told.filter(act__in=repeated).order_by().values("matter", "act").annotate(last=Max("pk"))
        told = told.filter(~Q(act__in=repeated) | Q(pk__in=last.values("last")))
    rows = told.values_list("act", "data", "matter", "at", "body__name")
    moments = [threads.moment(act, data, matter=pk, at=at, who=who) for act, data, pk, at, who in rows]
    return Thread(matter, cards, sorted(moments, key=threads.in_order))


def newest(
    part: threads.Part, *, limit: int, since: datetime | None = None, until: datetime | None = None
) -> tuple[list[threads.Moment], dict[int, Matter]]:
    """This will give the newest public moments of a part of the chain, of [since, until) if told, with their cards.

    A statement for each act of the part: the index gives the newest of one act, not of several.
    """
    cards: dict[int, Matter] = {}
    moments: list[threads.Moment] = []
    for act in threads.acts(part):
        told = Entry.objects.filter(act=act, public=True, matter__visibility=Matter.Visibility.PUBLIC)
        told = told if since is None else told.filter(at__gte=since)
        told = told if until is None else told.filter(at__lt=until)
        for entry in told.select_related("matter", "body").order_by("-at")[:limit]:
            who = entry.body.name if entry.body else None
            moments.append(threads.moment(act, entry.data, matter=entry.matter_id, at=entry.at, who=who))
            cards[entry.matter_id] = entry.matter
    moments.sort(key=threads.in_order, reverse=True)
    return moments[:limit], cards


def newest_seal() -> Seal | None:
    """This will give the last seal."""
    return Seal.objects.order_by("-day").first()


def verify(matter: Matter | None = None, progress: Progress | None = None) -> Broken | None:
    """This will recompute one chain, or all chains and then all seals, and name the first entry that does not hold.

    Reads in order with constant memory; a million entries take about a minute.
    """
    rows = Entry.objects.all() if matter is None else Entry.objects.filter(matter=matter)
    total = rows.count() if progress is not None else 0
    head = Head()
    done = 0
    for row in rows.order_by("matter_id", "seq").values_list(*_READ).iterator(chunk_size=CHUNK):
        if broken := _fault(row, head):
            return broken
        done += 1
        if progress is not None and done % CHUNK == 0:
            progress(done, total)
    if progress is not None:
        progress(done, total)
    return None if matter is not None else verify_seals()


def verify_seals() -> Broken | None:
    """This will recompute every seal from the entries under it; `number` of the result is the day."""
    previous, first_id = "", 1
    for seal in Seal.objects.order_by("day"):
        heads, digest = heads_digest(
            day=seal.day.isoformat(), previous=previous, first_id=first_id, last_id=seal.last_id
        )
        if (seal.previous, seal.digest, seal.heads) != (previous, digest, heads):
            return Broken(seal.day.isoformat(), 0, "seal")
        previous, first_id = seal.digest, seal.last_id + 1
    return None


def heads_digest(*, day: str, previous: str, first_id: int, last_id: int) -> tuple[int, str]:
    """This will give how many chains grew between two ids and the digest of a seal over their heads."""
    rows = (
        Entry.objects.filter(pk__gte=first_id, pk__lte=last_id)
        .order_by("matter_id", "seq")
        .values_list("matter__number", "seq", "digest")
    )
    hashed, heads = hashlib.sha256(), 0
    head: tuple[str, int, str] | None = None
    for row in rows.iterator(chunk_size=CHUNK):
        if head is not None and head[0] != row[0]:
            hashed.update(_head_line(head))
            heads += 1
        head = row
    if head is not None:
        hashed.update(_head_line(head))
        heads += 1
    return heads, seal_of(previous=previous, day=day, heads=hashed)


def _head_line(head: tuple[str, int, str]) -> bytes:
    return f"{head[0]}/{head[1]} {head[2]}\n".encode()


_READ = (
    "matter_id", "matter__number", "seq", "act", "at", "role", F("body__code"), "public", "data", "personal",
    "person_id", "salt", "personal_digest", "previous", "digest",
)  # fmt: skip


class Head:
    """Where the walk stands: the chain, its last number and digest."""

    matter_id = 0
    seq = 0
    digest = ""


def _fault(row: tuple[Any, ...], head: Head) -> Broken | None:
    (matter_id, number, seq, act, at, role, body, public, data, personal, person, salt, personal_digest, previous,
     digest) = row  # fmt: skip
    if matter_id != head.matter_id:
        head.matter_id, head.seq, head.digest = matter_id, 0, ""
    if seq != head.seq + 1:
        return Broken(number, seq, "gap")
    if previous != head.digest:
        return Broken(number, seq, "previous")
    try:
        counted = digest_of(
            matter=number, seq=seq, act=act, at=at, role=role, body=body or "", public=public, data=data,
            personal_digest=personal_digest, previous=previous,
        )  # fmt: skip
    except NotCanonicalError:
        counted = ""
    if counted != digest:
        return Broken(number, seq, "digest")
    erased = bool(personal_digest) and not salt and personal is None and person is None
    if not erased and personal_digest_of(salt=salt, person=person, personal=personal) != personal_digest:
        return Broken(number, seq, "personal")
    head.seq, head.digest = seq, digest
    return None
