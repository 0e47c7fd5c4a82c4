"""The city's table of functional zones at the desk of an administrator: uploaded as a whole, never changed."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.plans.forms.layers import TableForm
from ortaq.civic.plans.queries import zones as queries
from ortaq.civic.plans.rules import classes as rules
from ortaq.civic.plans.rules.rights import may_keep_table
from ortaq.civic.plans.rules.zones import HILUCS, PATTERNS, THEMES
from ortaq.civic.plans.services import zones
from ortaq.core.people.refusal import require
from ortaq.core.ui import sheets
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt

if TYPE_CHECKING:
    from ortaq.civic.plans.models import ZoneClass

EXAMPLE: dict[str, Any] = {
    "code": "Ж-1",
    "name": {"kk": "Көп қабатты тұрғын аймақ", "ru": "Зона многоэтажной жилой застройки", "en": "Tall homes"},
    "meaning": {"kk": "Көп пәтерлі үйлер салынады.", "ru": "Строятся многоквартирные дома.", "en": "Flats are built."},
    "hilucs": "5_1", "theme": "housing", "colour": "#e8a33d", "pattern": "lines",
}  # fmt: skip
"""The row of the template where no table has been published."""
SHOWN = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """This will show the published tables and take the next one; one row that does not fit and none is kept."""
    require(may_keep_table(actor_of(request)))
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    faults: list[rules.Fault] = []
    made: list[ZoneClass] = []

    def keep() -> None:
        read, found = rules.read_table(form.cleaned_data["table_file"].read(rules.MOST_BYTES + 1))
        faults.extend(found)
        if not found:
            made.extend(_kept(request, form, read))

    status = 200
    if request.method == "POST":
        status = attempt(form, keep) if form.is_valid() else 422
        status = status or (422 if faults else 0)
    if not status:
        said = ngettext("The table is published: %(n)s row.", "The table is published: %(n)s rows.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect("plans_desk:zone_classes")
    context = {
        "form": form, "faults": faults[:SHOWN], "more": max(len(faults) - SHOWN, 0), "tables": queries.tables(),
        "themes": [(code, _(name)) for code, (name, _said) in THEMES.items()], "patterns": list(PATTERNS),
        "hilucs": [(code, _(name)) for code, name in HILUCS.items()],
    }  # fmt: skip
    return render(request, "plans_desk/classes.html", context, status=status)


def _kept(request: HttpRequest, form: TableForm, rows: list[rules.Row]) -> "list[ZoneClass]":
    data = form.cleaned_data
    return zones.keep_classes(
        rows=rows, table_version=data["table_version"], valid_from=data["table_from"], source=data["table_source"],
        actor=actor_of(request), now=timezone.now(),
    )  # fmt: skip


@never_cache
@require_safe
def table(request: HttpRequest, version: str) -> HttpResponseBase:
    """This will give a published table as the CSV its next version can be made from; "template" before there is any."""
    require(may_keep_table(actor_of(request)))
    found = queries.table(version)
    if not found and version != "template":
        raise Http404
    rows = [_row(one) for one in found] or [EXAMPLE]
    return sheets.sheet(f"zones-{version}.csv", rules.COLUMNS, map(rules.written, rows))


def _row(one: "ZoneClass") -> rules.Row:
    return {name: getattr(one, name) for name in ("code", "name", "meaning", "hilucs", "theme", "colour", "pattern")}
