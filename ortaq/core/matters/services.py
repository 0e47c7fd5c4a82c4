"""The only writers of matter cards, their links, followers, wordings and search text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from ortaq.core.matters import bulk, queries, search
from ortaq.core.matters.models import Follower, Link, Matter, NumberSeries, Wording
from ortaq.core.matters.rules import cells, may_word, number_in
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Territory
from ortaq.engines.personal import mask

TITLE = 200
"""Signs of a title that are kept."""
LINKS = "link"


@transaction.atomic
def open_matter(
    *,
    kind: str,
    series: str,
    title: str,
    language: str,
    lon: float | None = None,
    lat: float | None = None,
    territory: Territory | None = None,
    address: str = "",
    opened_by: Person | None = None,
    channel: str,
    stage: str,
    visibility: str,
    opened_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Matter:
    """This will open a card under the next number of the series; `opened_at` is told for records from elsewhere."""
    (last,) = reserve_numbers(series=series, count=1, actor=actor, now=now)
    h3_7, h3_9 = cells(lon, lat) if lon is not None and lat is not None else (None, None)
    return Matter.objects.create(
        number=number_in(series, last),
        kind=kind,
        title=title[:TITLE],
        language=language,
        lon=lon,
        lat=lat,
        h3_7=h3_7,
        h3_9=h3_9,
        territory=territory,
        address=address,
        opened_by=opened_by,
        opened_at=opened_at or now,
        channel=channel,
        stage=stage,
        visibility=visibility,
        changed_at=now,
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """One card of `open_many`: what came from elsewhere, with the moment it was opened there."""

    title: str
    language: str
    opened_at: datetime
    channel: str
    stage: str
    visibility: str
    lon: float | None = None
    lat: float | None = None
    territory_id: int | None = None
    address: str = ""
    opened_by_id: int | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The card an opening got."""

    matter_id: int
    number: str


@transaction.atomic
def open_many(*, kind: str, series: str, openings: Sequence[Opening], actor: Actor, now: datetime) -> list[Opened]:
    """This will open many cards under the next numbers of a series the fast way, in the order given.

    The caller writes their journal (`journal.services.write_many`) and search text (`index_new`) with them.
    """
    ids = bulk.reserve_ids(Matter, len(openings))
    numbers = reserve_numbers(series=series, count=len(openings), actor=actor, now=now)
    opened = [Opened(matter_id, number_in(series, last)) for matter_id, last in zip(ids, numbers, strict=True)]
    bulk.insert_rows(
        Matter,
        _BULK,
        (_card(kind, card, opening) for card, opening in zip(opened, openings, strict=True)),
    )
    return opened


_BULK = [
    "id", "number", "kind", "title", "language", "lon", "lat", "h3_7", "h3_9", "territory", "address", "opened_by",
    "opened_at", "channel", "stage", "visibility", "changed_at",
]  # fmt: skip


def _card(kind: str, card: Opened, opening: Opening) -> tuple[object, ...]:
    lon, lat = opening.lon, opening.lat
    h3_7, h3_9 = cells(lon, lat) if lon is not None and lat is not None else (None, None)
    return (
        card.matter_id, card.number, kind, opening.title[:TITLE], opening.language, lon, lat, h3_7, h3_9,
        opening.territory_id, opening.address, opening.opened_by_id, opening.opened_at, opening.channel, opening.stage,
        opening.visibility, opening.changed_at or opening.opened_at,
    )  # fmt: skip


@transaction.atomic(savepoint=False)
def reserve_numbers(*, series: str, count: int, actor: Actor, now: datetime) -> range:
    """This will take the next `count` numbers of a series; they are given back if the transaction fails."""
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (code, last) VALUES (%s, %s) "  # noqa: S608, the name comes from the model
            f"ON CONFLICT (code) DO UPDATE SET last = {table}.last + excluded.last RETURNING last",
            [series, count],
        )
        last: int = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)


@transaction.atomic
def move(
    *,
    matter: Matter,
    stage: str | None = None,
    visibility: str | None = None,
    actor: Actor,
    now: datetime,
) -> Matter:
    """This will put a card on another stage or change who sees it."""
    given = {"stage": stage, "visibility": visibility}
    changed = {name: value for name, value in given.items() if value is not None}
    matter.changed_at = now
    for name, value in changed.items():
        setattr(matter, name, value)
    # Only what was asked: this copy may be older than what a moderator decided a moment ago.
    matter.save(update_fields=[*changed, "changed_at"])
    return matter


@transaction.atomic
def correct(
    *,
    matter: Matter,
    title: str | None = None,
    address: str | None = None,
    lon: float | None = None,
    lat: float | None = None,
    territory: Territory | None = None,
    actor: Actor,
    now: datetime,
) -> Matter:
    """This will correct the title, the address or the place of a card; what is not given stays."""
    changed = ["changed_at"]
    matter.changed_at = now
    if title is not None:
        matter.title, changed = title[:TITLE], [*changed, "title"]
    if address is not None:
        matter.address, changed = address, [*changed, "address"]
    if lon is not None and lat is not None:
        matter.lon, matter.lat, matter.territory = lon, lat, territory or matter.territory
        matter.h3_7, matter.h3_9 = cells(lon, lat)
        changed += ["lon", "lat", "h3_7", "h3_9", "territory"]
    matter.save(update_fields=changed)
    return matter


@transaction.atomic
def index_text(*, matter: Matter, text: str, language: str, actor: Actor, now: datetime) -> None:
    """This will make a matter findable by the words of a text, in whatever form they are typed.

    Only what is public belongs here: the index knows no secrets.
    """
    search.put([(matter.pk, search.stems(text, language))])


@transaction.atomic
def index_many(*, rows: Iterable[tuple[int, str, str]], actor: Actor, now: datetime) -> int:
    """This will do `index_text` for rows of (matter id, text, language) and tell how many there were."""
    return search.put([(matter_id, search.stems(text, language)) for matter_id, text, language in rows])


@transaction.atomic(savepoint=False)
def index_stems(*, rows: Sequence[tuple[int, str]], actor: Actor, now: datetime) -> int:
    """This will do `index_new` for rows of (matter id, stems as `search.stems` gives them)."""
    return search.put_new(rows)


@transaction.atomic
def index_new(*, rows: Iterable[tuple[int, str, str]], actor: Actor, now: datetime) -> int:
    """This will do `index_many` the fast way for matters that have no search text yet."""
    return search.put_new([(matter_id, search.stems(text, language)) for matter_id, text, language in rows])


@transaction.atomic
def link(*, origin: Matter, result: Matter, kind: str = "became", actor: Actor, now: datetime) -> Link:
    """This will say what a matter became; saying it twice changes nothing, and no way leads in a circle."""
    if origin.pk == result.pk:
        raise Refused("link_to_itself", N_("A matter cannot be linked to itself."))
    # Two links made at once could close a circle neither sees: whoever takes a number makes the others wait.
    reserve_numbers(series=LINKS, count=1, actor=actor, now=now)
    if queries.leads_to(result, origin):
        raise Refused("circle", N_("This would make a circle: one of the two has already come from the other."))
    return Link.objects.get_or_create(origin=origin, result=result, kind=kind, defaults={"made_at": now})[0]


@transaction.atomic
def follow(*, matter: Matter, person: Person, actor: Actor, now: datetime) -> bool:
    """This will let a person hear of a matter; False when she does already."""
    return Follower.objects.get_or_create(matter=matter, person=person, defaults={"since": now})[1]


@transaction.atomic
def unfollow(*, matter: Matter, person: Person, actor: Actor, now: datetime) -> bool:
    """This will stop that; False when she did not follow."""
    return bool(Follower.objects.filter(matter=matter, person=person).delete()[0])


@transaction.atomic
def put_wording(
    *, matter: Matter, language: str, title: str, text: str, machine: bool = False, actor: Actor, now: datetime
) -> Wording:
    """This will put words beside the original in another language; what a person has read no machine writes over."""
    title, text = mask(title.strip())[:TITLE], mask(text.strip())
    require(may_word(language=language, original=matter.language, title=title))
    known = Wording.objects.select_for_update().filter(matter=matter, language=language).first()
    if machine and known is not None and known.state == Wording.State.REVIEWED:
        raise Refused("second", N_("A person has written this translation: a machine does not replace it."))
    state = Wording.State.MACHINE if machine else Wording.State.REVIEWED
    return Wording.objects.update_or_create(
        matter=matter,
        language=language,
        defaults={
            "title": title,
            "text": text,
            "state": state.value,
            "made_at": now,
            "made_by_id": None if machine else actor.person_id,
        },
    )[0]


def translate(*, text: str, source: str, target: str, actor: Actor, now: datetime) -> str:
    """This will give a machine's translation by the city's own hook (ORTAQ_TRANSLATOR); nothing stays nothing.

    Raises Refused where there is no hook, or where it fails. In no transaction: it may ask another machine and take its
    time.
    """
    if not settings.TRANSLATOR:
        raise Refused("no_translator", N_("This city has set up no machine translation."))
    try:
        return str(import_string(settings.TRANSLATOR)(text, source, target)) if text.strip() else ""
    except Exception as error:  # whatever the city's own code does, nobody's words are lost by it
        raise Refused("translator_silent", N_("The machine gave no translation. Try again, or write it.")) from error
