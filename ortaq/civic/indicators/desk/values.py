"""Values at the desk: recorded, verified, corrected, imported; targets set."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.indicators.desk.entry import asked, indicator_or_404, sent
from ortaq.civic.indicators.forms.indicators import EmptyForm
from ortaq.civic.indicators.forms.values import CorrectionForm, ImportForm, TargetForm, ValueForm
from ortaq.civic.indicators.queries import indicators as queries
from ortaq.civic.indicators.queries import values
from ortaq.civic.indicators.rules.measured import Measured
from ortaq.civic.indicators.rules.tables import NEEDED, OPTIONAL
from ortaq.civic.indicators.services import imports, targets
from ortaq.civic.indicators.services import values as services
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator, Value
    from ortaq.core.territory.models import Territory

METHODS = ["GET", "HEAD", "POST"]


def _places(indicator: "Indicator") -> "tuple[dict[str, Territory], list[tuple[str, str]]]":
    places = {place.code: place for place in queries.places_of(indicator)}
    ordered = sorted(places, key=lambda code: code != indicator.territory.code)
    return places, [(code, localized(places[code].name)) for code in ordered]


def _value_or_404(indicator: "Indicator", pk: int) -> "Value":
    found = values.get(indicator, pk)
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(METHODS)
def record(request: HttpRequest, code: str) -> HttpResponse:
    """This will record a value; one a hundred times the last asks for a word first and keeps what was typed."""
    indicator = indicator_or_404(request, code)
    places, choices = _places(indicator)
    start: dict[str, Any] = {"measured_on": timezone.localdate(), "evidence": "documented"}
    form = ValueForm(
        request.POST if request.method == "POST" else None, places=choices, unit=indicator.unit, initial=start
    )

    def put() -> object:
        data, facts = form.cleaned_data, form.facts()
        measured = Measured(
            data["over"], unit=data["amount_unit"], split=data["group"], confirmed=data["confirmed"], **facts
        )
        place = places[data["part_of_city"]]
        return services.record_value(
            indicator=indicator, territory=place, measured=measured, actor=actor_of(request), now=timezone.now()
        )

    said = {"title": _("Record a value"), "button": _("Record"), "done": _("Recorded: everyone sees it.")}
    return asked(request, indicator, form, put, **said)


@never_cache
@require_http_methods(METHODS)
def verify(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will show a value with its source and say that a second person held it against that."""
    indicator = indicator_or_404(request, code)
    value = _value_or_404(indicator, pk)
    form = EmptyForm(request.POST if request.method == "POST" else None)

    def vouch() -> object:
        return services.verify_value(value=value, actor=actor_of(request), now=timezone.now())

    said = {
        "title": _("Verify a value"),
        "button": _("I have opened the source: it says the same"),
        "done": _("Verified."),
    }
    return asked(request, indicator, form, vouch, **said, value=value)


@never_cache
@require_http_methods(METHODS)
def correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will put a new row in the place of a value, with the reason."""
    indicator = indicator_or_404(request, code)
    value = _value_or_404(indicator, pk)
    form = (
        CorrectionForm(request.POST, unit=indicator.unit)
        if request.method == "POST"
        else CorrectionForm(initial=CorrectionForm.start(value, indicator.unit), unit=indicator.unit)
    )

    def replace() -> object:
        data = form.cleaned_data
        return services.correct_value(
            value=value, changes=form.facts(), unit=data["amount_unit"], reason=data["because"],
            confirmed=data["confirmed"], actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    said = {
        "title": _("Correct a value"),
        "button": _("Correct"),
        "done": _("Corrected; the old row stays to be read."),
    }
    return asked(request, indicator, form, replace, **said, value=value)


@never_cache
@require_http_methods(METHODS)
def target(request: HttpRequest, code: str) -> HttpResponse:
    """This will set a target; the one before stays, superseded."""
    indicator = indicator_or_404(request, code)
    places, choices = _places(indicator)
    form = TargetForm(request.POST if request.method == "POST" else None, places=choices)

    def aim() -> object:
        data = form.cleaned_data
        return targets.set_target(
            indicator=indicator, territory=places[data["part_of_city"]], baseline=data["baseline"],
            baseline_on=data["baseline_on"], amount=data["goal"], due_on=data["reach_by"], source=data["source_of"],
            source_url=data["source_address"], actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    said = {"title": _("Set a target"), "button": _("Set"), "done": _("Everyone sees the target and how far it is.")}
    return asked(request, indicator, form, aim, **said)


@never_cache
@require_http_methods(METHODS)
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """This will take values from a CSV, all or none; the lines stay in the form with a report when none were taken."""
    indicator = indicator_or_404(request, code)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    reports: list[imports.Report] = []

    def take() -> None:
        text = form.cleaned_data["csv_lines"]
        reports.append(
            imports.import_values(indicator=indicator, text=text, actor=actor_of(request), now=timezone.now())
        )

    status = sent(request, form, take)
    faults = reports[0].faults if reports else []
    if not status and not faults:
        count = reports[0].taken
        messages.success(request, ngettext("%(n)s value was taken.", "%(n)s values were taken.", count) % {"n": count})
        return redirect("indicators_desk:indicator", code=code)
    if faults:  # a file is not sent back by a browser: its lines are
        form = ImportForm(initial={"csv_lines": form.cleaned_data["csv_lines"]})
    context = {
        "form": form, "indicator": indicator, "back": reverse("indicators_desk:indicator", args=[code]),
        "faults": [(one.number, sentence(one.answer)) for one in faults], "needed": NEEDED, "optional": OPTIONAL,
    }  # fmt: skip
    return render(request, "indicators_desk/import.html", context, status=status or 422)
