"""The case: all an officer needs to know and what she may do next."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.reception.desk.deeds import offers
from ortaq.civic.reception.desk.facts import about, assignment_or_404
from ortaq.civic.reception.queries import inbox
from ortaq.civic.reception.templatetags import reception_line
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Assignment


def side(request: HttpRequest, pk: int) -> dict[str, Any] | None:
    """This will give what the inbox shows beside its list, or None when the case is not at this desk."""
    row = inbox.get(pk, actor_of(request))
    return None if row is None else with_deeds(request, row)


def with_deeds(request: HttpRequest, row: "Assignment") -> dict[str, Any]:
    """This will give the case with its line and what may be done."""
    context = about(request, row)
    rights = inbox.rights(row, actor_of(request), today=context["today"])
    return context | {
        "stops": reception_line.line(context["story"], context["today"]),
        "offers": offers(rights, row),
        "may_take": rights["take"] and row.officer_id != actor_of(request).person_id,
        "draft": inbox.draft_of(row, actor_of(request)),
    }


@never_cache
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show the case and what may be done with it."""
    return render(request, "reception_desk/case.html", with_deeds(request, assignment_or_404(request, pk)))
