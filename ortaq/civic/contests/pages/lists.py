"""The list of contests, and the list of a person's own applications."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.contests.pages import deadline
from ortaq.civic.contests.pages.entry import resident
from ortaq.civic.contests.queries import applications, calls
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


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """This will list the person's own applications, drafts too, the newest first."""
    now = timezone.now()
    found = applications.of_person(resident(request))
    rows = [(one, applications.shown_state(one), deadline.of_application(one, now)) for one in found]
    return render(request, "contests/mine.html", {"rows": rows})
