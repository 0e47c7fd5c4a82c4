"""Every question about matter cards; each takes the actor, and "not yours" looks like "not there"."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from math import cos, radians
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet

from ortaq.core.matters import search
from ortaq.core.matters.models import Follower, Link, Matter, Wording
from ortaq.core.people.actor import Actor, Role
from ortaq.core.territory import layers

SEES_ALL = (Role.MODERATOR, Role.ADMIN)
METRES_PER_DEGREE = 111_320
"""Of latitude; a degree of longitude is shorter by the cosine of the latitude."""
NEWEST_IN_PLACE = (F("id") + 0).desc()
"""The newest cards of a box. Ordered by the bare id, SQLite walks all cards backwards until enough lie in the box."""
MOST_CARDS = 5_000
"""Cards one walk gives."""


def visible(actor: Actor, kinds: Iterable[str] | None = None) -> QuerySet[Matter]:
    """This will give the matters the actor may see: public ones, her own, and for strong moderators and the system all.

    Officers see what is assigned to them through the civic app's own queries, which know assignments.
    """
    found = Matter.objects.all()
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    if actor.system or (actor.strong and actor.has_role(*SEES_ALL)):
        return found
    public = Q(visibility=Matter.Visibility.PUBLIC)
    return found.filter(public | Q(opened_by=actor.person_id) if actor.person_id else public)


def get(number: str, actor: Actor) -> Matter | None:
    """This will give the matter of this number, None when there is none the actor may see."""
    return visible(actor).select_related("territory").filter(number=number.strip()).first()


def found(text: str, actor: Actor, limit: int = 300, kinds: Iterable[str] | None = None) -> list[Matter]:
    """This will find matters by number or by words in any form, best first.

    Only the newest `limit` hits are ranked: a title with all the words stands before a text with them, newer before
    older. When no word is known as typed, the nearest known words are tried. One query, three when a word is mistyped.
    """
    by_number = Matter.objects.none()
    if any(sign.isdigit() for sign in text):
        by_number = visible(actor, kinds).filter(number=text.strip())
    if matters := list(by_number):
        return matters
    return search.find(visible(actor, kinds), text, limit)


def links_of(matter: Matter, actor: Actor) -> list[Link]:
    """This will give what led to the matter and what it became, as far as the actor may see the other end."""
    seen = visible(actor).values("pk")
    return list(
        Link.objects.filter(Q(origin=matter, result__in=seen) | Q(result=matter, origin__in=seen))
        .select_related("origin", "result")
        .order_by("made_at", "pk")
    )


def walk(matter: Matter, actor: Actor) -> dict[int, Matter]:
    """This will give a card with every card that led to it and every card it led to, as far as the actor may see.

    A statement for each step of the way, however many cards there are. Of more than MOST_CARDS the nearest are given.
    """
    return origins(matter, actor) | _followed(matter, _results, actor)


def origins(matter: Matter, actor: Actor) -> dict[int, Matter]:
    """This will give a card with every card that led to it, as far as the actor may see. A statement for each step."""
    return _followed(matter, _origins, actor)


def _followed(matter: Matter, step: Callable[[list[int], Actor], list[Matter]], actor: Actor) -> dict[int, Matter]:
    cards, ends = {matter.pk: matter}, [matter.pk]
    while ends and len(cards) < MOST_CARDS:
        reached = {card.pk: card for card in step(ends, actor) if card.pk not in cards}
        cards |= reached
        ends = list(reached)
    return cards


def _origins(ids: list[int], actor: Actor) -> list[Matter]:
    """One statement."""
    return list(visible(actor).filter(links_out__result__in=ids).distinct()[:MOST_CARDS])


def _results(ids: list[int], actor: Actor) -> list[Matter]:
    """One statement."""
    return list(visible(actor).filter(links_in__origin__in=ids).distinct()[:MOST_CARDS])


def leads_to(matter: Matter, other: Matter) -> bool:
    """This will tell whether what became of a card, and of that, is the other one. A statement for each step."""
    ends, seen = {matter.pk}, {matter.pk}
    while ends:
        if other.pk in ends:
            return True
        ends = set(Link.objects.filter(origin__in=ends).values_list("result_id", flat=True)) - seen
        seen |= ends
    return False


def around(lon: float, lat: float, metres: int) -> dict[str, float]:
    """This will give the filter of the cards in a box of ± metres around a point."""
    high = metres / METRES_PER_DEGREE
    wide = high / max(cos(radians(lat)), 0.01)
    return {"lon__gte": lon - wide, "lon__lte": lon + wide, "lat__gte": lat - high, "lat__lte": lat + high}


def near(where: Mapping[str, Any], kinds: Iterable[str], limit: int) -> list[Matter]:
    """This will give the newest public cards of some kinds that a filter of place takes. One statement."""
    found = Matter.objects.filter(**where, visibility=Matter.Visibility.PUBLIC, kind__in=list(kinds))
    return list(found.select_related("territory").order_by(NEWEST_IN_PLACE)[:limit])


def opened(person_id: int, kinds: Iterable[str], limit: int = 100) -> list[Matter]:
    """This will give the cards of some kinds a person has opened, whoever sees them, newest first. One statement."""
    return list(Matter.objects.filter(opened_by=person_id, kind__in=list(kinds)).order_by("-opened_at", "-pk")[:limit])


def follows(matter: Matter, actor: Actor) -> bool:
    """This will say whether the actor follows the matter."""
    return bool(actor.person_id) and Follower.objects.filter(matter=matter, person=actor.person_id).exists()


def follower_ids(matter_id: int) -> list[int]:
    """This will give the ids of the persons who follow a matter."""
    return list(Follower.objects.filter(matter=matter_id).order_by("person_id").values_list("person_id", flat=True))


def changed_for(person_id: int, since: datetime, until: datetime, limit: int = 50) -> list[Matter]:
    """This will give the matters a person opened or follows that changed in [since, until), newest change first.

    What is followed and has left the public view since is not told of: its title may be why.
    """
    followed = Follower.objects.filter(person=person_id).values("matter")
    seen = Q(opened_by=person_id) | Q(pk__in=followed, visibility=Matter.Visibility.PUBLIC)
    return list(
        Matter.objects.filter(seen, changed_at__gte=since, changed_at__lt=until).order_by("-changed_at")[:limit]
    )


def wordings(matter: Matter) -> dict[str, Wording]:
    """This will give what is written on a card in other languages, by language. One statement."""
    return {wording.language: wording for wording in Wording.objects.filter(matter=matter).order_by("language")}


# ── layers of pins ───────────────────────────────────────────────────────────────────────────────────────────────


def placed(
    rows: QuerySet[Any],
    asked: layers.Asked,
    properties: dict[str, str],
    finished: Callable[[dict[str, Any]], dict[str, Any]] = dict,
) -> layers.Page:
    """This will give one page of a layer of pins: public rows whose card has a place, in the order they came.

    `rows` have a key `matter`; `properties` are name → column. The number is the id. Two statements at most.
    """
    rows = rows.filter(_asked_of_card(asked), matter__visibility=Matter.Visibility.PUBLIC, matter__lon__isnull=False)
    rows = rows.filter(**{properties[name]: value for name, value in asked.filters.items()})
    matched = rows.count() if asked.counted else 0
    if asked.after:
        rows = rows.filter(matter__gt=layers.key_number(asked.after))
    columns = ("matter_id", "matter__number", "matter__lon", "matter__lat", *properties.values())
    found = list(rows.order_by("matter").values_list(*columns)[: asked.limit + 1])
    cut = found[: asked.limit]
    features = [
        layers.Row(number, layers.point(lon, lat), finished(dict(zip(properties, values, strict=True))))
        for _, number, lon, lat, *values in cut
    ]
    return layers.Page(features, matched, str(cut[-1][0]) if len(found) > len(cut) else "")


def _asked_of_card(asked: layers.Asked) -> Q:
    within = Q(matter__number=asked.item) if asked.item else Q()
    boxes = Q()
    for west, south, east, north in asked.boxes:
        boxes |= Q(matter__lon__range=(west, east), matter__lat__range=(south, north))
    if asked.since:
        within &= Q(matter__opened_at__gte=asked.since)
    if asked.until:
        within &= Q(matter__opened_at__lte=asked.until)
    return within & boxes


def spanned(rows: QuerySet[Any]) -> layers.Extent:
    """This will give what public rows with a place span. One statement."""
    found = rows.filter(matter__visibility=Matter.Visibility.PUBLIC, matter__lon__isnull=False).aggregate(
        west=Min("matter__lon"),
        south=Min("matter__lat"),
        east=Max("matter__lon"),
        north=Max("matter__lat"),
        since=Min("matter__opened_at"),
    )
    since = found.pop("since")
    west, south, east, north = found.values()
    return layers.Extent(None if west is None else (west, south, east, north), since)
