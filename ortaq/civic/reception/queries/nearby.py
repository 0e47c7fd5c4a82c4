"""What else was said around here."""

from django.db.models import QuerySet

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.queries.lists import LISTED, as_lines
from ortaq.core.matters import queries as matters
from ortaq.core.matters.models import Matter

LOOKED_AT = 1_000
"""Newest candidates: what a page costs must not grow with the city."""


def around(lon: float, lat: float, metres: int = 500) -> QuerySet[Appeal]:
    """This will give the public appeals of the newest 1 000 in a box of ± metres around a point, the newest first."""
    newest = Matter.objects.filter(**matters.around(lon, lat, metres)).order_by(matters.NEWEST_IN_PLACE)
    return _shown().filter(pk__in=newest.values("pk")[:LOOKED_AT])


def _shown() -> QuerySet[Appeal]:
    return as_lines(Appeal.objects.filter(LISTED)).order_by("-received_at", "-matter")


def similar(appeal: Appeal, limit: int = 3) -> list[Appeal]:
    """This will give others, of the newest 1 000 on the topic, within a kilometre or in the district; one statement."""
    matter = appeal.matter
    newest = Appeal.objects.filter(LISTED, topic=appeal.topic_id).order_by("-received_at", "-matter")
    near = _shown().filter(pk__in=newest.values("pk")[:LOOKED_AT])
    if matter.lon is not None and matter.lat is not None:
        box = matters.around(matter.lon, matter.lat, 1000)
        near = near.filter(**{f"matter__{name}": value for name, value in box.items()})
    elif appeal.district_id is not None:
        near = near.filter(district=appeal.district_id)
    else:
        return []
    return list(near.exclude(pk=appeal.pk)[:limit])
