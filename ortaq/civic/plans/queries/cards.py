"""Needs and measures by their cards."""

from collections.abc import Sequence

from django.db.models import Max, Q

from ortaq.civic.plans.models import Measure, Need, PartCard, PlanVersion
from ortaq.core.matters.models import Matter


def part(version: PlanVersion, kind: str, key: str) -> Need | Measure | None:
    """This will give a need or a measure of a version, a measure with its need. One statement."""
    if kind == PartCard.Kind.NEED:
        return Need.objects.filter(version=version, key=key).first()
    return Measure.objects.select_related("need").filter(version=version, key=key).first()


def card(plan_id: int, kind: str, key: str) -> Matter | None:
    """This will give the card of a part, None while nothing is tied to it. One statement."""
    found = PartCard.objects.filter(plan=plan_id, kind=kind, key=key).select_related("matter").first()
    return found.matter if found else None


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of parts in the version everyone reads are made of. One statement."""
    read = Max("plan__versions__number", filter=Q(plan__versions__published_at__isnull=False))
    rows = PartCard.objects.filter(pk__in=list(matter_ids), plan__listed=True).annotate(read=read)
    return {
        pk: {"code": code, "number": number, "key": key}
        for pk, code, number, key in rows.values_list("pk", "plan__code", "read", "key")
        if number is not None
    }
