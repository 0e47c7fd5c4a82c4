"""Figures of the city for any year and district; each opens the list it is the sum of."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ortaq.civic.works.forms.filters import YearForm
from ortaq.civic.works.pages.entry import district_of, districts, settle_cache, tabs_of
from ortaq.civic.works.pages.works import VIEWS
from ortaq.civic.works.queries import totals as queries
from ortaq.civic.works.rules.quantities import METRE, UNIT
from ortaq.civic.works.templatetags.works import UNITS, amount, measure_name
from ortaq.core.ui.charts import Point
from ortaq.core.ui.numbers import write_number
from ortaq.core.ui.templatetags.ui_formats import language

KILOMETRE = 1000


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will show what was built in a year and a district, what is on its way, and how it went over the years."""
    names = districts()
    bound = any(request.GET.get(name) for name in ("year", "district"))
    form = YearForm(request.GET if bound else None, years=queries.years(), districts=list(names.items()))
    data: dict[str, Any] = {}
    if bound:
        form.is_valid()
        data = form.cleaned_data
    year, place = data.get("year"), data.get("district") or ""
    found = queries.figures(year=year, district=district_of(place))
    first = found.built[0].kind if found.built else ""
    context = {
        "form": form,
        "found": found,
        "tabs": tabs_of("totals", VIEWS),
        "here": reverse("works:totals"),
        "built": [_item(one, year, place, built=True) for one in found.built],
        "ahead": [_item(one, year, place, built=False) for one in found.ahead],
        "year": year,
        "district": names.get(place, ""),
        "narrowed": bound,
        "chart": _chart(first, place) if first else None,
    }
    return settle_cache(request, render(request, "works/totals.html", context))


def _item(figure: queries.Figure, year: int | None, place: str, *, built: bool) -> dict[str, Any]:
    """A figure with the address of its list."""
    asks = {"measure": figure.kind, "built": "yes" if built else "no", "year": year or "", "district": place}
    works = ngettext("%(n)s work", "%(n)s works", figure.works) % {"n": write_number(figure.works, language=language())}
    return {
        "label": measure_name(figure.kind),
        "value": amount(figure.kind, figure.amount),
        "note": works,
        "href": f"{reverse('works:works')}?{urlencode({name: value for name, value in asks.items() if value})}",
    }


def _chart(kind: str, place: str) -> dict[str, Any]:
    rows = queries.by_year(kind=kind, district=district_of(place))
    by_km = UNIT[kind] == METRE
    points = [Point(str(year), value / KILOMETRE if by_km else value) for year, value in rows]
    return {
        "points": points,
        "says": _("%(what)s built, year by year") % {"what": measure_name(kind)},
        "unit": str(UNITS["km" if by_km else UNIT[kind]]),
        "places": 1 if by_km else 0,
        "enough": len(points) > 1,
    }
