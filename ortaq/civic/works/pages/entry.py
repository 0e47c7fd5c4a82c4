"""What every public page of works starts from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from ortaq.civic.works.forms.filters import WHOLE_CITY, FilterForm
from ortaq.civic.works.queries import works as queries
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.works.models import Work

FIELDS = ("kind", "stage", "district", "year", "measure", "built")
BRIEF = 15
"""Seconds a page may be shown again to who is not signed in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The form to show again, the filter, and the query string that keeps it."""

    form: FilterForm
    filter: queries.Filter
    query: str
    districts: dict[str, str]


def districts() -> dict[str, str]:
    """This will give the districts of the city: code → name in the language of the page."""
    return {code: words(name, language()) for code, name in territory.district_names()}


def asked(request: HttpRequest) -> Asked:
    """This will read the filter of an address; a field that does not fit is left out and named on the page."""
    found = districts()
    bound = any(request.GET.get(name) for name in FIELDS)
    form = FilterForm(request.GET if bound else None, years=queries.years(), districts=list(found.items()))
    data: dict[str, Any] = {}
    if bound:
        form.is_valid()
        data = form.cleaned_data
    query = QueryDict(mutable=True)
    for name in FIELDS:
        if request.GET.get(name):
            query[name] = request.GET[name]
    return Asked(form, filter_of(data), query.urlencode(), found)


def filter_of(data: dict[str, Any]) -> queries.Filter:
    """This will make the filter of what a form has read."""
    return queries.Filter(
        kind=data.get("kind") or "", stage=data.get("stage") or "", district=district_of(data.get("district") or ""),
        year=data.get("year"), measure=data.get("measure") or "", built=data.get("built") != "no",
    )  # fmt: skip


def district_of(told: str) -> str | None:
    """This will read a district of an address: None for all, "" for works of the whole city."""
    return "" if told == WHOLE_CITY else told or None


def plain_filter(request: HttpRequest) -> queries.Filter:
    """This will read the filter of a data address, where no form is shown."""
    year = request.GET.get("year", "")
    form = FilterForm(
        request.GET, years=[int(year)] if year.isascii() and year.isdigit() and len(year) <= len("2027") else [],
        districts=[(code, code) for code in [request.GET.get("district", "")[:120]] if code and code != WHOLE_CITY],
    )  # fmt: skip
    form.is_valid()
    return filter_of(form.cleaned_data)


def work_or_404(number: str) -> "Work":
    """This will give a public work; what is not there is not found."""
    found = queries.get(number)
    if found is None:
        raise Http404
    return found


def settle_cache(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """This will let the same page be shown for a few seconds to who is not signed in, and never be kept of others."""
    if actor_of(request).person_id is not None:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, private=True, max_age=BRIEF)
    return response


def tabs_of(here: str, labels: dict[str, Any], query: str = "") -> list[dict[str, Any]]:
    """This will give the views of the register as tabs: {name of an address: label}; the query goes with each."""
    tail = f"?{query}" if query else ""
    return [
        {"label": label, "href": reverse(f"works:{name}") + tail, "current": name == here}
        for name, label in labels.items()
    ]
