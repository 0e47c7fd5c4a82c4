"""What else was said around here."""

from math import cos, radians

from django.db.models import F, QuerySet

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.queries.lists import LISTED, as_lines
from ortaq.core.matters.models import Matter

METRES_PER_DEGREE = 111_320
"""Of latitude; a degree of longitude is shorter by the cosine of the latitude."""
LOOKED_AT = 1_000
"""Newest candidates: what a page costs must not grow with the city."""
NEWEST_IN_PLACE = (F("id") + 0).desc()
"""The newest cards of a box. Ordered by the bare id, SQLite walks all cards backwards until enough lie in the box."""


def around(lon: float, lat: float, metres: int = 500) -> QuerySet[Appeal]:
    """This will give the public appeals of the newest 1 000 in a box of ± metres around a point, the newest first."""
    newest = Matter.objects.filter(**_box(lon, lat, metres)).order_by(NEWEST_IN_PLACE).values("pk")[:LOOKED_AT]
    return _shown().filter(pk__in=newest)


def _box(lon: float, lat: float, metres: int) -> dict[str, float]:
    high = metres / METRES_PER_DEGREE
    wide = high / max(cos(radians(lat)), 0.01)
    return {"lon__gte": lon - wide, "lon__lte": lon + wide, "lat__gte": lat - high, "lat__lte": lat + high}


def _shown() -> QuerySet[Appeal]:
    return as_lines(Appeal.objects.filter(LISTED)).order_by("-received_at", "-matter")


def similar(appeal: Appeal, limit: int = 3) -> list[Appeal]:
    """This will give others, of the newest 1 000 on the topic, within a kilometre or in the district; one statement."""
    matter = appeal.matter
    newest = Appeal.objects.filter(LISTED, topic=appeal.topic_id).order_by("-received_at", "-matter")
    near = _shown().filter(pk__in=newest.values("pk")[:LOOKED_AT])
    if matter.lon is not None and matter.lat is not None:
        box = _box(matter.lon, matter.lat, metres=1000)
        near = near.filter(**{f"matter__{name}": value for name, value in box.items()})
    elif appeal.district_id is not None:
        near = near.filter(district=appeal.district_id)
    else:
        return []
    return list(near.exclude(pk=appeal.pk)[:limit])
