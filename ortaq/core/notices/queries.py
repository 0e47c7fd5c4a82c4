"""Messages of a person, who wants the weekly digest, and what stands in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.utils.translation import override

from ortaq.core.journal import queries as journal
from ortaq.core.journal.threads import Moment, Part
from ortaq.core.matters import addresses
from ortaq.core.matters.models import Matter
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person


def mine(actor: Actor, limit: int = 100) -> list[Notice]:
    """This will give the actor's newest notices; a guest has none."""
    if actor.person_id is None:
        return []
    return list(
        Notice.objects.filter(person=actor.person_id).select_related("matter").order_by("-made_at", "-pk")[:limit]
    )


def unread(actor: Actor) -> int:
    """This will count what the actor has not seen."""
    return Notice.objects.filter(person=actor.person_id, read_at__isnull=True).count() if actor.person_id else 0


def notice(notice_id: int) -> Notice | None:
    """This will give a notice by id."""
    return Notice.objects.filter(pk=notice_id).first()


def person(person_id: int) -> Person | None:
    """This will give a person by id."""
    return Person.objects.filter(pk=person_id).first()


def digest_readers() -> Iterator[Person]:
    """This will give everyone who wants the weekly digest, one by one."""
    return Person.objects.filter(digest=True).order_by("pk").iterator(chunk_size=500)


NEWS = (Part.DECIDED, Part.BUILT, Part.MEASURED)
"""Parts of the chain the city tells of in its week, besides what a person follows."""
MOST_NEWS = 5
SALT = "digest"


@dataclass(frozen=True, slots=True)
class Card:
    """A card with the whole address of its page, "" where it has none."""

    matter: Matter
    href: str


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened in the city: in which words, on which card."""

    moment: Moment
    card: Card


def cards(matters: Sequence[Matter], language: str) -> list[Card]:
    """This will give cards with their addresses in a language."""
    with override(language):
        hrefs = addresses.of(matters)
    return [Card(one, f"{settings.ORIGIN}{hrefs[one.pk]}" if one.pk in hrefs else "") for one in matters]


def city_news(since: datetime, until: datetime, language: str) -> list[tuple[str, list[News]]]:
    """This will give what was decided, built and measured in [since, until), by part, each card once, newest first.

    One statement for each act of these parts, whoever reads it: the caller keeps it for everyone of a language.
    """
    told, seen = [], set[int]()
    with override(language):
        for part in NEWS:
            moments, found = journal.newest(part, limit=4 * MOST_NEWS, since=since, until=until)
            first = {moment.matter: moment for moment in reversed(moments) if moment.matter not in seen}
            kept = sorted(first.values(), key=moments.index)[:MOST_NEWS]
            seen.update(moment.matter for moment in kept)
            placed = cards([found[moment.matter] for moment in kept], language)
            if kept:
                told.append((part.value, [News(*pair) for pair in zip(kept, placed, strict=True)]))
    return told


def stop_address(person: Person) -> str:
    """This will give the address that stops the weekly digest of a person, without signing in: it is signed for her."""
    return f"{settings.ORIGIN}/{person.language}/digest/{signing.dumps(str(person.public_id), salt=SALT)}/"


def reader_of(token: str) -> Person | None:
    """This will give the person such an address was made for; None for one nobody made."""
    try:
        known = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(public_id=known).first()
