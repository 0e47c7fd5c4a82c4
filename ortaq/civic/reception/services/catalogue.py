"""Setting up what an appeal can be about, and on whose balance things are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ortaq.civic.reception import rules
from ortaq.civic.reception.models import HolderArea, Topic
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body, Territory


@transaction.atomic
def keep_topics(*, rows: Sequence[Mapping[str, Any]], actor: Actor, now: datetime) -> int:
    """This will make or change topics by code and tell how many the rows name; parents stand before their children.

    A row: {"code", "parent": code | None, "name", "hint", "icon", "evidence", "urgent", "keywords", "position"}.
    Topics the rows leave out stay: appeals may hang on them.
    """
    require(rules.may_publish_table(actor))
    kept = {topic.code: topic for topic in Topic.objects.all()}
    for row in rows:
        parent = row.get("parent")
        if parent and parent not in kept:
            raise Refused(
                "topic_parent", N_("The topic %(topic)s stands below a topic nobody knows."), topic=row["code"]
            )
        values = {name: row[name] for name in ("name", "hint", "icon", "evidence", "urgent", "keywords", "position")}
        values["parent"] = kept[parent] if parent else None
        kept[row["code"]], _ = Topic.objects.update_or_create(code=row["code"], defaults=values)
    return len(rows)


@transaction.atomic
def replace_holdings(*, rows: Sequence[Mapping[str, Any]], actor: Actor, now: datetime) -> int:
    """This will put the list of balance holders' areas in place of the one before and tell how long it is.

    A row: {"holder": body code, "topic": code, "territory": code, "shape": closed ring of [lon, lat] or None for all
    of it}.
    What was routed before stays where it is: each appeal keeps the holder it had.
    """
    require(rules.may_publish_table(actor))
    holders = {body.code: body for body in Body.objects.all()}
    topics = {topic.code: topic for topic in Topic.objects.all()}
    places = {place.code: place for place in Territory.objects.all()}
    areas = []
    for row in rows:
        try:
            holder, topic, place = holders[row["holder"]], topics[row["topic"]], places[row["territory"]]
        except KeyError as missing:
            raise Refused(
                "holding", N_("The list of balance holders names %(name)s, which nobody knows."), name=missing.args[0]
            ) from None
        shape = {"type": "Polygon", "coordinates": [row["shape"]]} if row.get("shape") else None
        areas.append(HolderArea(holder=holder, topic=topic, territory=place, shape=shape))
    HolderArea.objects.all().delete()
    HolderArea.objects.bulk_create(areas)
    return len(areas)
