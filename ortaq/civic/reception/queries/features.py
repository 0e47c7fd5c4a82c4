"""Appeals as layers anyone may take away: hexagons with counts, none under five, and never a single appeal."""

import json
from datetime import date, datetime
from functools import partial

import h3
import shapely
from django.utils import timezone

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.queries import maps
from ortaq.civic.reception.queries.lists import LISTED, STATES, Filter
from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers

COLUMNS = {7: "h3_7", 9: "h3_9"}
"""H3 resolution → column of the card."""


def hexagons(asked: layers.Asked, *, resolution: int) -> layers.Page:
    """This will give one page of cells with their counts, by cell. Four statements at most: the filters' codes and one.

    Days are whole: a moment asks for the appeals of its day.
    """
    found = dict(maps.counts(COLUMNS[resolution], _filter(asked)))
    counted = {h3.int_to_str(cell): n for cell, n in found.items()}
    cells = sorted(({asked.item} & counted.keys()) if asked.item else counted)
    if asked.boxes:
        cells = [cell for cell in cells if _meets(cell, asked.boxes)]
    wanted = [cell for cell in cells if cell > asked.after]
    cut = wanted[: asked.limit]
    rows = [
        layers.Row(cell, _outline(cell), {"cell": cell, "resolution": resolution, "appeals": counted[cell]})
        for cell in cut
    ]
    return layers.Page(rows, len(cells), cut[-1] if len(wanted) > len(cut) else "")


def _filter(asked: layers.Asked) -> Filter:
    return Filter(**asked.filters, since=_day(asked.since), until=_day(asked.until))


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _outline(cell: str) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [maps.ring(cell)]}, separators=(",", ":"))


def _meets(cell: str, boxes: tuple[layers.Box, ...]) -> bool:
    """Whether a cell has a point in common with a box; the boxes around both are looked at first."""
    ring = maps.ring(cell)
    west, south, east, north = shapely.LineString(ring).bounds
    near = [box for box in boxes if box[0] <= east and west <= box[2] and box[1] <= north and south <= box[3]]
    return bool(near) and any(shapely.Polygon(ring).intersects(shapely.box(*box)) for box in near)


def _extent(today: date, *, resolution: int) -> layers.Extent:
    del today  # counts have no day of their own
    cells = [h3.int_to_str(cell) for cell, _ in maps.counts(COLUMNS[resolution], Filter())]
    boxes = [shapely.LineString(maps.ring(cell)).bounds for cell in cells]
    first = Appeal.objects.filter(LISTED).order_by("received_at").values_list("received_at", flat=True).first()
    return layers.Extent(layers.around(boxes), first)


def _layer(resolution: int, title: str, description: str) -> layers.Layer:
    return layers.Layer(
        id=f"appeals-h3-{resolution}",
        title=title,
        description=description,
        shape="Polygon",
        fields=(
            layers.Field("cell"),
            layers.Field("resolution", "integer"),
            layers.Field("appeals", "integer"),
        ),
        narrowed_by=(
            layers.Field("topic", filters=True),
            layers.Field("state", filters=True, values=tuple(STATES)),
            layers.Field("district", filters=True),
            layers.Field("body", filters=True),
        ),
        rows=partial(hexagons, resolution=resolution),
        extent=partial(_extent, resolution=resolution),
    )


COARSE = _layer(
    7,
    N_("Appeals by cells of 5 km²"),
    N_("How many public appeals came from each cell of the H3 grid; cells with fewer than five are left out."),
)
FINE = _layer(
    9,
    N_("Appeals by cells of 0.1 km²"),
    N_("How many public appeals came from each small cell of the H3 grid; cells with fewer than five are left out."),
)
