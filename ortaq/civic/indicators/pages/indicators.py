"""Indicators by theme, one with its charts, all rows ever written, and how a value was computed."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.indicators.pages import drawn
from ortaq.civic.indicators.pages.entry import indicator_or_404, settle_cache
from ortaq.civic.indicators.queries import frameworks, values
from ortaq.civic.indicators.queries import indicators as queries
from ortaq.civic.indicators.rules import figures, formulas
from ortaq.civic.indicators.rules.words import THEMES
from ortaq.civic.indicators.templatetags.indicators import theme_name, unit_name
from ortaq.core.matters import addresses
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Value


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list the indicators by theme, each with its last value and a small line."""
    counted = queries.themes()
    asked = request.GET.get("theme", "")
    theme = asked if asked in counted else ""
    rows = queries.listing(timezone.localdate(), theme=theme)
    ordered = sorted(rows, key=lambda row: (THEMES.index(row.indicator.theme), row.indicator.code))
    tabs = [
        {
            "label": _("All"),
            "href": reverse("indicators:indicators"),
            "current": not theme,
            "count": sum(counted.values()),
        }
    ]
    tabs += [
        {"label": theme_name(one), "href": f"?theme={one}", "current": one == theme, "count": counted[one]}
        for one in THEMES
        if one in counted
    ]
    context = {
        "groups": [(name, list(group)) for name, group in groupby(ordered, key=lambda row: row.indicator.theme)],
        "tabs": tabs, "frameworks": frameworks.listing(),
    }  # fmt: skip
    return settle_cache(request, render(request, "indicators/list.html", context))


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show an indicator: its last value, its charts, targets, sources, and what it answers to."""
    indicator, actor = indicator_or_404(code), actor_of(request)
    story = queries.story(indicator, actor, timezone.localdate())
    picture = drawn.by_place(story)
    hrefs = addresses.of(story.origins)
    context: dict[str, Any] = {
        "indicator": indicator, "story": story, "last": story.series[-1] if story.series else None,
        "points": drawn.over_time(indicator, story.series), "says": drawn.says(indicator, story.series),
        "unit": unit_name(indicator.unit), "picture": picture, "groups": drawn.by_group(story),
        "multiples": drawn.multiples(indicator, story), "legend": drawn.legend(indicator, picture) if picture else [],
        "origins": [(matter, hrefs.get(matter.pk, "")) for matter in story.origins],
        "figure": figures.get(indicator.figure) if indicator.rule else None,
        "formula": formulas.FORMULAS.get(indicator.rule), "may_keep": queries.may_keep(indicator, actor),
    }  # fmt: skip
    context["columns"] = len(context["points"]) <= drawn.FEW
    return settle_cache(request, render(request, "indicators/indicator.html", context))


@require_safe
def rows(request: HttpRequest, code: str) -> HttpResponse:
    """This will list every row ever written of an indicator, corrected ones too, the newest first."""
    indicator = indicator_or_404(code)
    found, older = values.rows(indicator, before=read_whole(request.GET.get("before", "")))
    context = {
        "indicator": indicator, "rows": found, "older": f"?before={older}" if older else "",
        "newer": request.path if request.GET.get("before") else "",
    }  # fmt: skip
    return settle_cache(request, render(request, "indicators/values.html", context))


@require_safe
def value(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will show one value with its source, and, for one the house computed, its inputs and that they still fit."""
    indicator = indicator_or_404(code)
    found = values.get(indicator, pk)
    if found is None:
        raise Http404
    context: dict[str, Any] = {"indicator": indicator, "value": found, "figure": None, "formula": None}
    if found.computed:
        context |= {
            "figure": figures.get(found.computed["figure"]), "formula": formulas.FORMULAS.get(found.computed["rule"]),
            "inputs": sorted(found.computed["inputs"].items()), "holds": _holds(found),
        }  # fmt: skip
    return settle_cache(request, render(request, "indicators/value.html", context))


def _holds(found: "Value") -> bool:
    return formulas.holds(found.computed or {}, digest_was=found.digest, amount=found.amount)
