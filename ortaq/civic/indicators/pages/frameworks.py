"""Frameworks: which of their ids the city measures, and which it does not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ortaq.civic.indicators.pages.entry import settle_cache
from ortaq.civic.indicators.queries import frameworks as queries


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list the frameworks with how much of each is covered."""
    return settle_cache(request, render(request, "indicators/frameworks.html", {"rows": queries.listing()}))


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the ids of a framework: what stands for each, and what is missing."""
    framework = queries.get(code)
    if framework is None:
        raise Http404
    items = queries.items(framework)
    covered = sum(1 for one in items if one.alignments)
    unchecked = sum(1 for one in items if not one.item.checked)
    context = {"framework": framework, "items": items, "covered": covered, "unchecked": unchecked}
    return settle_cache(request, render(request, "indicators/framework.html", context))
