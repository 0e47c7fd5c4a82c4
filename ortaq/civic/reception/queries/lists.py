"""Lists of appeals: newest first, by key and not by page number, so that page 50 000 is as quick as page 1."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.queries import topics
from ortaq.core.matters import queries as matters
from ortaq.core.people.actor import Actor
from ortaq.core.territory.models import Body, Territory

T = TypeVar("T")
Key = tuple[datetime, int]

MOST_FOUND = 300
"""Text search looks at this many of the newest hits."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list; empty fields ask for everything. Codes as in addresses: "roads.pothole", "kz.almaty.medeu"."""

    topic: str = ""
    state: str = ""
    """open | late | answered | fixed | accepted."""
    district: str = ""
    body: str = ""
    since: date | None = None
    until: date | None = None
    """The last day, included."""
    text: str = ""

    def is_empty(self) -> bool:
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows and the keys of the neighbouring pages ("" where there is none), to be given back as `after`."""

    rows: list[T]
    newer: str = ""
    older: str = ""


LINE = (
    "state", "repair", "due_on", "reopened_count", "received_at", "topic__name", "district__name", "lead__short_name",
    "matter__number", "matter__title", "matter__language",
)  # fmt: skip
"""What a line of a list shows: a page that reads every column of six tables takes twice as long."""


def as_lines(rows: QuerySet[Appeal]) -> QuerySet[Appeal]:
    """This will read of appeals what a line of a list shows; anything else would be asked for one by one."""
    joined = ("matter", "topic", "district", "lead")
    return rows.select_related(*joined).only(*joined, *LINE)


def appeals(actor: Actor, asked: Filter, after: str = "", limit: int = 20) -> Page[Appeal]:
    """This will give one page of public appeals, as far as a line shows them, in at most 6 statements.

    `after` is a key of an earlier page: "<" + key goes to older ones, ">" + key to newer ones; a damaged key begins
    anew.
    """
    del actor  # the public list is the same for everyone; an applicant's own list is `mine`
    return keyset_page(as_lines(narrowed(asked)), after, limit)


def records(asked: Filter, after: str = "", limit: int = 20) -> Page[Appeal]:
    """This will give the same page with everything that is public (matter, topic, district, lead loaded)."""
    whole = narrowed(asked).select_related("matter", "topic", "district", "lead").defer("text")
    return keyset_page(whole, after, limit)


def mine(actor: Actor, after: str = "", limit: int = 20) -> Page[Appeal]:
    """This will give the actor's own appeals, public or not."""
    if actor.person_id is None:
        return Page([])
    return keyset_page(as_lines(Appeal.objects.filter(applicant_id=actor.person_id)), after, limit)


def narrowed(asked: Filter, within: QuerySet[Appeal] | None = None) -> QuerySet[Appeal]:
    """This will give the public appeals a filter asks for; a code nobody knows gives none."""
    rows = Appeal.objects.filter(LISTED) if within is None else within
    rows = _by_topic(rows, asked.topic)
    if asked.district:
        rows = rows.filter(district=_one(Territory.objects.filter(code=asked.district).values_list("id", flat=True)))
    if asked.body:
        rows = rows.filter(lead=_one(Body.objects.filter(code=asked.body).values_list("id", flat=True)))
    if asked.state:
        rows = rows.filter(STATES.get(asked.state, Q(pk__in=[])))
    if asked.since:
        rows = rows.filter(received_at__gte=_midnight(_within(asked.since)))
    if asked.until:
        rows = rows.filter(received_at__lt=_midnight(_within(asked.until) + timedelta(days=1)))
    if asked.text.strip():
        found = matters.found(asked.text, Actor(), limit=MOST_FOUND)
        rows = rows.filter(pk__in=[matter.pk for matter in found])
    return rows


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9000, 1, 1)
LARGEST_ID = 2**63 - 1
"""What a database holds; an address may say anything."""

LISTED = Q(listed__in=[True])
"""Written as a comparison: SQLite finds no index for a bare truth value."""

STATES: dict[str, Q] = {
    "open": Q(state="open"),
    "answered": Q(state="answered"),
    "accepted": Q(state="accepted"),
    "late": Q(state="open", overdue_count__gt=0),
    "fixed": Q(repair="fixed"),
}


def _by_topic(rows: QuerySet[Appeal], code: str) -> QuerySet[Appeal]:
    if not code:
        return rows
    topic = topics.by_code(code)
    if topic is None:
        return rows.none()
    return rows.filter(group=topic.id) if topic.parent_id is None else rows.filter(topic=topic.id)


def _one(ids: "QuerySet[Body, int] | QuerySet[Territory, int]") -> int:
    """An id by code; 0, which nothing has, where nobody knows the code."""
    return ids.first() or 0


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _within(day: date) -> date:
    """A day typed into an address, kept where a clock can follow it: no appeal lies beyond."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def keyset_page(rows: QuerySet[Appeal], after: str, limit: int) -> Page[Appeal]:
    """This will cut one page out of appeals ordered by (received_at, matter), the newest first."""
    newer, key = read_key(after)
    if key is None:
        cut = list(rows.order_by("-received_at", "-matter")[: limit + 1])
    elif newer:
        cut = list(rows.filter(_beyond(key, newer=True)).order_by("received_at", "matter")[: limit + 1])
    else:
        cut = list(rows.filter(_beyond(key, newer=False)).order_by("-received_at", "-matter")[: limit + 1])
    more, kept = len(cut) > limit, cut[:limit]
    if newer:
        kept.reverse()
    return page_of(kept, lambda row: (row.received_at, row.pk), came=after, newer=newer, more=more)


def _beyond(key: Key, *, newer: bool) -> Q:
    """Rows past the key. The first condition alone walks the index; the second settles equal moments."""
    at, pk = key
    if newer:
        return Q(received_at__gte=at) & (Q(received_at__gt=at) | Q(matter__gt=pk))
    return Q(received_at__lte=at) & (Q(received_at__lt=at) | Q(matter__lt=pk))


def page_of(rows: list[T], key: Callable[[T], Key], *, came: str, newer: bool, more: bool) -> Page[T]:
    """This will put the neighbours' keys to a page."""
    if not rows:
        return Page([])
    has_newer, has_older = (more, True) if newer else (bool(came), more)
    return Page(
        rows,
        newer=">" + write_key(key(rows[0])) if has_newer else "",
        older="<" + write_key(key(rows[-1])) if has_older else "",
    )


def write_key(key: Key) -> str:
    """This will write a key for an address: microseconds since 1970 and the card's id."""
    return f"{round(key[0].timestamp() * 1_000_000)}-{key[1]}"


def read_key(after: str) -> tuple[bool, Key | None]:
    """This will read what `write_key` wrote; (False, None) for nothing or nonsense."""
    direction, moment, pk = after[:1], *after[1:].partition("-")[::2]
    if direction not in {"<", ">"}:
        return False, None
    try:
        key = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(moment)), int(pk)
    except (ValueError, OverflowError):
        return False, None
    known = FIRST_DAY < key[0].date() < LAST_DAY and key[1] <= LARGEST_ID
    return (direction == ">", key) if known else (False, None)


def without_person(asked: Filter) -> bool:
    """This will tell whether a filter speaks of no single person: what small numbers may be shown for."""
    return replace(asked, topic="", state="", district="", body="", since=None, until=None).is_empty()
