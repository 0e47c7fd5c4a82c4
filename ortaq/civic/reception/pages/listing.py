"""A filter as it stands in an address: read once for the list, the map and the CSV."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from ortaq.civic.reception.forms.lists import FilterForm
from ortaq.civic.reception.pages.place import district_choices
from ortaq.civic.reception.pages.topics import group_choices
from ortaq.civic.reception.queries.lists import Filter
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.engines.language import alphabetical

FIELDS = ("q", "topic", "state", "district", "body", "since", "until")


@dataclass(frozen=True, slots=True)
class Asked:
    """The form to show again, the filter, and the query string that keeps it."""

    form: FilterForm
    filter: Filter
    query: str

    def uses_more(self) -> bool:
        """This will say whether any of the fields is in use that stand folded away."""
        asks = self.filter
        return bool(asks.state or asks.district or asks.body or asks.since or asks.until) or bool(self.form.errors)


def asked(request: HttpRequest) -> Asked:
    """This will read the filter; a field that does not fit is left out and named on the page."""
    code = language()
    known = [(words(name, code), body) for body, name in territory.body_names()]
    bodies = sorted(known, key=lambda body: alphabetical(body[0]))
    form = FilterForm(
        request.GET or None,
        topics=group_choices(code),
        districts=district_choices(code),
        bodies=[(body, name) for name, body in bodies],
    )
    data: dict[str, Any] = {}
    if form.is_bound:
        form.is_valid()
        data = form.cleaned_data
    return Asked(form, filter_of(data), query_of(request.GET))


def plain_filter(request: HttpRequest) -> Filter:
    """This will read the filter of a data address, where no form is shown: what does not fit is left out."""
    form = FilterForm(request.GET, topics=[], districts=[], bodies=[])
    form.is_valid()
    data = dict(form.cleaned_data)
    data |= {name: request.GET.get(name, "")[:120] for name in ("topic", "district", "body")}
    return filter_of(data)


def filter_of(data: dict[str, Any]) -> Filter:
    """This will make a filter of cleaned fields."""
    return Filter(
        topic=data.get("topic") or "",
        state=data.get("state") or "",
        district=data.get("district") or "",
        body=data.get("body") or "",
        since=data.get("since"),
        until=data.get("until"),
        text=data.get("q") or "",
    )


def query_of(given: QueryDict) -> str:
    """This will give the query string with the filled fields of the filter and nothing else."""
    kept = QueryDict(mutable=True)
    for name in FIELDS:
        if given.get(name):
            kept[name] = given.get(name, "")
    return kept.urlencode()
