"""The list of appeals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ortaq.civic.reception.pages.listing import asked
from ortaq.civic.reception.queries import lists
from ortaq.core.ui.requests import actor_of


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """This will list public appeals, the newest first, narrowed by the address."""
    found = asked(request)
    page = lists.appeals(actor_of(request), found.filter, after=request.GET.get("after", ""))
    here = reverse("reception:appeals")
    context = {
        "form": found.form,
        "page": page,
        "query": found.query,
        "narrowed": not found.filter.is_empty(),
        "more": found.uses_more(),
        "newer": address(here, found.query, page.newer),
        "older": address(here, found.query, page.older),
        "today": timezone.localdate(),
    }
    return render(request, "reception/appeals.html", context)


def address(here: str, query: str, after: str) -> str:
    """This will give the address of a neighbouring page, or ""."""
    if not after:
        return ""
    return f"{here}?{query + '&' if query else ''}{urlencode({'after': after})}"
