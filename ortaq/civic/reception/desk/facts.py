"""What every page about a case shows: the assignment at the actor's desk and the story around it."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from ortaq.civic.reception.queries import detail, inbox
from ortaq.civic.reception.queries.clocks import terms
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Assignment


def assignment_or_404(request: HttpRequest, pk: int) -> "Assignment":
    """This will give an assignment at the actor's desk; "not yours" looks like "not there"."""
    row = inbox.get(pk, actor_of(request))
    if row is None:
        raise Http404
    return row


def about(request: HttpRequest, row: "Assignment") -> dict[str, Any]:
    """This will give what the case and every deed's page show of an assignment."""
    today, actor = timezone.localdate(), actor_of(request)
    story = detail.story(row.appeal, actor, today=today)
    return {
        "assignment": row,
        "appeal": row.appeal,
        "matter": row.appeal.matter,
        "story": story,
        "today": today,
        "late": row.due_on is not None and row.due_on < today and row.state == "open",
        "terms": [term for term in terms(story, today) if term.body and term.body.pk == row.body_id],
        "why": story.why.get(row.pk, {}),
        "others": [other for other in story.assignments if other.pk != row.pk],
        "photos": [file for file in story.files if file.purpose == "photo"],
    }
