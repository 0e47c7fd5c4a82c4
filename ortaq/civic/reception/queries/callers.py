"""What a caller has sent before: the operator sees it before she files the same thing twice."""

from ortaq.civic.reception.models import Appeal
from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.rules import normal_phone

MOST = 5


def appeals_of(phone: str, actor: Actor) -> list[Appeal]:
    """This will give the newest appeals of whoever has this phone, for operators only; one statement."""
    if not (actor.strong and actor.has_role(Role.OPERATOR)):
        return []
    rows = Appeal.objects.filter(applicant__phone=normal_phone(phone))
    return list(rows.select_related("matter", "topic", "lead", "applicant").order_by("-received_at")[:MOST])
