"""The layer of works anyone may take away: a point, a line or an area each, with stage, money and quantities."""

import json
from datetime import date
from typing import Any

from ortaq.civic.works.models import Quantity, Work
from ortaq.civic.works.rules.quantities import UNIT
from ortaq.core.matters import queries as matters
from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers

PROPERTIES = {
    "number": "matter__number",
    "kind": "kind",
    "stage": "stage",
    "title": "title",
    "body": "body__code",
    "district": "district",
    "year": "year",
    "planned": "planned",
    "spent": "spent",
    "currency": "currency",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "done_on": "done_on",
    "opened_at": "matter__opened_at",
    "shape": "shape",
}


def drawn_works(asked: layers.Asked) -> layers.Page:
    """This will give one page of works that have a place, without who carries them out. Three statements at most."""
    found = matters.placed(Work.objects.all(), asked, PROPERTIES)
    numbers = [row.id for row in found.rows]
    made: dict[str, dict[str, int | None]] = {}
    counted = Quantity.objects.filter(work__matter__number__in=numbers)
    for number, kind, planned, done in counted.values_list("work__matter__number", "kind", "planned", "done"):
        made.setdefault(number, {})[f"{kind}_planned"] = planned
        made[number][f"{kind}_built"] = done
    rows = [_row(row, made.get(row.id, {})) for row in found.rows]
    return found._replace(rows=rows)


def _row(row: layers.Row, made: dict[str, int | None]) -> layers.Row:
    facts: dict[str, Any] = dict(row.properties)
    title, shape = facts.pop("title"), facts.pop("shape")
    facts |= {"year": facts["year"] or None, "district": facts["district"] or None, **layers.spread("title", title)}
    facts |= {name: made.get(name) for name in MADE}
    return layers.Row(row.id, json.dumps(shape, separators=(",", ":")) if shape else row.geometry, facts)


MADE = [f"{kind}_{side}" for kind in UNIT for side in ("planned", "built")]
"""In the unit of the kind: metres, square metres, pieces."""


def _extent(today: date) -> layers.Extent:
    del today  # works stay
    return matters.spanned(Work.objects.all())


WORKS = layers.Layer(
    id="works",
    title=N_("Public works"),
    description=N_(
        "Works of the city that have a place, as points, lines and areas, with their stage, money in the smallest unit"
        " (tiyn) and quantities in metres, square metres and pieces. A box asks for the pin."
    ),
    shape="Geometry",
    fields=(
        layers.Field("number"),
        layers.Field("kind", filters=True, values=tuple(Work.Kind.values)),
        layers.Field("stage", filters=True, values=tuple(Work.Stage.values)),
        layers.Field("body", filters=True),
        layers.Field("district", filters=True),
        layers.Field("year", "integer", filters=True),
        layers.Field("planned", "integer"),
        layers.Field("spent", "integer"),
        layers.Field("currency"),
        layers.Field("starts_on", "date"),
        layers.Field("ends_on", "date"),
        layers.Field("done_on", "date"),
        layers.Field("opened_at", "date-time"),
        *layers.localized("title"),
        *(layers.Field(name, "integer") for name in MADE),
    ),
    rows=drawn_works,
    extent=_extent,
)
