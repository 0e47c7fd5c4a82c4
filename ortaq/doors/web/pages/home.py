"""The home page: say it, find it, see what was done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ortaq.civic.reception.queries import figures, glimpses, lists
from ortaq.civic.reception.queries.lists import Filter
from ortaq.core.ui.requests import actor_of

SHOWN = 3


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will ask first what the person wants to say, and show then how the city answers."""
    now = timezone.now()
    actor = actor_of(request)
    repairs = glimpses.repairs(SHOWN + 1)
    pictured = next((repair for repair in repairs if repair.before and repair.after), None)
    context = {
        "week": figures.week(now),
        "weeks": glimpses.answers_by_week(now),
        "pictured": pictured,
        "repairs": [r for r in repairs if pictured is None or r.fix.appeal_id != pictured.fix.appeal_id][:SHOWN],
        "answered": lists.appeals(actor, Filter(state="answered"), limit=SHOWN).rows,
        "late": lists.appeals(actor, Filter(state="late"), limit=SHOWN).rows,
        "today": timezone.localdate(now),
    }
    return render(request, "web/home.html", context)
