"""Which duty an appeal still has open."""

from ortaq.civic.reception.models import Appeal, Assignment


def open_duty(appeal: Appeal, *, body: str = "") -> Assignment | None:
    """This will give the open duty of a body by its code, or of the one that leads; None when nothing is owed."""
    rows = Assignment.objects.filter(appeal=appeal, state=Assignment.State.OPEN).select_related("body", "appeal")
    rows = rows.filter(body__code=body) if body else rows.filter(lead=True)
    return rows.order_by("id").first()
