"""Which body the demo's routing table names for a topic and a place."""

from functools import lru_cache

from shapely.geometry import Point, Polygon

from ortaq.doors.terminal.demo import atlas
from ortaq.engines import routing


@lru_cache(maxsize=1)
def table() -> routing.Table:
    """Return the routing table of `routing.json`."""
    return routing.Table(
        routing.Row(row["row"], row["topic"], row["territory"], row["holder"], row["body"])
        for row in atlas.rows("routing", "rows")
    )


@lru_cache(maxsize=1)
def _areas() -> tuple[tuple[str, str, str, Polygon | None], ...]:
    return tuple(
        (row["topic"], row["territory"], row["holder"], Polygon(row["shape"]) if row["shape"] else None)
        for row in atlas.rows("holders", "holders")
    )


def holder_at(topic: str, territory: str | None, lon: float | None, lat: float | None) -> str | None:
    """Return the code of the balance holder of a thing at a point, None when nobody is recorded."""
    if lon is None or lat is None:
        return None
    point = Point(lon, lat)
    for pattern, area, holder, shape in _areas():
        fits = routing.covers(pattern, topic) and routing.covers(area, territory)
        if fits and (shape is None or shape.covers(point)):
            return holder
    return None


def route(topic: str, territory: str | None, holder: str | None) -> routing.Row:
    """Return the first row of the table that fits."""
    return table().first_match(topic, territory, holder)
