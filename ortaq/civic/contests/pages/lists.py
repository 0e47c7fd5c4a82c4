"""The list of contests."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ortaq.civic.contests.pages import deadline
from ortaq.civic.contests.queries import calls
from ortaq.core.ui.requests import actor_of


@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """This will list the contests: what can be applied for now, what is being judged, what is decided."""
    now = timezone.now()
    found = calls.listed(now=now)
    judged = [one for one in found.working if one.state != "appeals"]
    decided = [one for one in found.working if one.state == "appeals"] + found.finished
    context = {
        "open": [(one, deadline.of_contest(one, now)) for one in found.open],
        "soon": [(one, deadline.of_contest(one, now)) for one in found.soon],
        "judged": judged,
        "decided": decided,
        "signed_in": actor_of(request).person_id is not None,
    }
    return render(request, "contests/contests.html", context)
