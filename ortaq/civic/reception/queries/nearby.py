"""What else was said around here."""

from math import cos, radians

from django.db.models import QuerySet

from ortaq.civic.reception.models import Appeal
from ortaq.core.matters.models import Matter

METRES_PER_DEGREE = 111_320
"""Of latitude; a degree of longitude is shorter by the cosine of the latitude."""


def around(lon: float, lat: float, metres: int = 500) -> QuerySet[Appeal]:
    """This will give the public appeals in a box of ± metres around a point, the newest first."""
    high = metres / METRES_PER_DEGREE
    wide = high / max(cos(radians(lat)), 0.01)
    inside = Matter.objects.filter(lon__gte=lon - wide, lon__lte=lon + wide, lat__gte=lat - high, lat__lte=lat + high)
    return (
        Appeal.objects.filter(listed=True, pk__in=inside.values("id"))
        .select_related("matter", "topic", "district", "lead")
        .order_by("-received_at", "-matter")
    )


def similar(appeal: Appeal, limit: int = 3) -> list[Appeal]:
    """This will give other public appeals on the topic within a kilometre, else in the district; one statement."""
    matter = appeal.matter
    if matter.lon is not None and matter.lat is not None:
        near = around(matter.lon, matter.lat, metres=1000).filter(topic=appeal.topic_id)
    elif appeal.district_id is not None:
        near = (
            Appeal.objects.filter(listed=True, topic=appeal.topic_id, district=appeal.district_id)
            .select_related("matter", "topic", "district", "lead")
            .order_by("-received_at", "-matter")
        )
    else:
        return []
    return list(near.exclude(pk=appeal.pk)[:limit])
