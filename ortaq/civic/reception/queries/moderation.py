"""What a moderator has still to read."""

from django.db.models import Exists, OuterRef

from ortaq.civic.reception import acts, rules
from ortaq.civic.reception.models import Assignment
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import Actor

MOST = 50


def held(actor: Actor) -> list[Assignment]:
    """This will give lead assignments of appeals held back from the public, the newest first; one statement."""
    return _leads(actor, appeal__matter__visibility="held")


def unread(actor: Actor) -> list[Assignment]:
    """This will give lead assignments of appeals shown after masking that no person has read yet, the newest first."""
    return _leads(actor, appeal__listed=True, read=False)


def _leads(actor: Actor, **narrow: object) -> list[Assignment]:
    if not rules.may_moderate(actor):
        return []
    read = Entry.objects.filter(matter=OuterRef("appeal_id"), act=acts.PUBLISHED)
    rows = Assignment.objects.annotate(read=Exists(read)).filter(lead=True, came_from=None, **narrow)
    rows = rows.select_related("appeal", "appeal__matter", "appeal__topic", "body")
    return list(rows.order_by("-assigned_at", "-id")[:MOST])
