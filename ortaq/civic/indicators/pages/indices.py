"""The city's places in international indices, with a warning where editions may not be compared."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.indicators.pages.entry import settle_cache
from ortaq.civic.indicators.queries import indices as queries
from ortaq.civic.indicators.rules.indicators import comparable
from ortaq.core.ui.charts import Point
from ortaq.core.ui.requests import actor_of


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list the indices with the city's last place in each."""
    return settle_cache(request, render(request, "indicators/indices.html", {"rows": queries.listing()}))


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show one index edition by edition; the line breaks where the method changed."""
    watched = queries.get(code)
    if watched is None:
        raise Http404
    context = {
        "watched": watched, "index": watched.index, "charts": _charts(watched),
        "may_record": queries.may_record(watched.index, actor_of(request)),
    }  # fmt: skip
    return settle_cache(request, render(request, "indicators/index.html", context))


def _charts(watched: queries.Watched) -> list[dict[str, Any]]:
    """One chart for each run of editions made by one method: what may not be compared does not share a line."""
    runs: list[list[Any]] = []
    for one in watched.editions:
        if runs and comparable(runs[-1][-1].method, one.method):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [
        {
            "says": _("Place by edition, method “%(method)s”") % {"method": run[0].method},
            "points": [Point(one.edition, one.rank) for one in run],
        }
        for run in runs
        if len(run) > 1
    ]
