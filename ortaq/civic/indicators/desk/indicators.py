"""Indicators at the desk: what is missing, one begun, described, aligned, linked, computed."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.indicators.desk.entry import asked, bodies_of, indicator_or_404, sent
from ortaq.civic.indicators.forms.indicators import AlignForm, IndicatorForm, LinkForm, NewIndicatorForm
from ortaq.civic.indicators.queries import frameworks, indices, values
from ortaq.civic.indicators.queries import indicators as queries
from ortaq.civic.indicators.services import computing
from ortaq.civic.indicators.services import indicators as services
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator

SAVED = _("Saved.")
METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """This will list the indicators of the actor's bodies, what is missing first, and the indices they watch."""
    actor = actor_of(request)
    context = {
        "rows": queries.at_desk(actor, timezone.localdate()), "may_begin": bool(bodies_of(request)),
        "indices": indices.at_desk(actor),
    }  # fmt: skip
    return render(request, "indicators_desk/list.html", context)


@never_cache
@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """This will begin an indicator; a refusal keeps every word."""
    bodies = bodies_of(request)
    if not bodies:
        raise Refused("not_keeper", N_("Officers, heads and administrators of a body begin its indicators."))
    places = {place.code: place for place in queries.wholes()}
    choices = [(code, localized(place.name)) for code, place in places.items()]
    start = {"frequency": "year", "lag_days": 180, "decimals": 0, "direction": "up"}
    form = NewIndicatorForm(
        request.POST if request.method == "POST" else None, bodies=bodies, places=choices, initial=start
    )
    made: list[Indicator] = []

    def begin() -> None:
        data = form.cleaned_data
        made.append(
            services.keep_indicator(
                code=data["measure_code"],
                body=territory.bodies_by_code()[data["keeper"]],
                territory=places[data["whole"]],
                unit=data["measure_unit"],
                **form.changes(),
                actor=actor_of(request),
                now=timezone.now(),
            )
        )

    status = sent(request, form, begin)
    if made:
        messages.success(request, _("Everyone sees it now: record its first value."))
        return redirect("indicators_desk:indicator", code=made[0].code)
    context = {
        "form": form,
        "title": _("A new indicator"),
        "button": _("Begin"),
        "back": reverse("indicators_desk:indicators"),
    }
    return render(request, "indicators_desk/ask.html", context, status=status)


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show where an indicator stands and what can be done."""
    indicator = indicator_or_404(request, code)
    found, _older = values.rows(indicator)
    actor = actor_of(request)
    context = {
        "indicator": indicator, "story": queries.story(indicator, actor, timezone.localdate()), "rows": found,
        "me": actor.person_id,
    }  # fmt: skip
    return render(request, "indicators_desk/indicator.html", context)


@never_cache
@require_http_methods(METHODS)
def words(request: HttpRequest, code: str) -> HttpResponse:
    """This will put the description of an indicator right."""
    indicator = indicator_or_404(request, code)
    form = (
        IndicatorForm(request.POST)
        if request.method == "POST"
        else IndicatorForm(initial=IndicatorForm.start(indicator))
    )

    def change() -> object:
        return services.change_indicator(
            indicator=indicator, changes=form.changes(), actor=actor_of(request), now=timezone.now()
        )

    return asked(request, indicator, form, change, title=_("Description"), button=_("Save"), done=SAVED)


@never_cache
@require_http_methods(METHODS)
def align(request: HttpRequest, code: str) -> HttpResponse:
    """This will say for which id of a standard an indicator stands."""
    indicator = indicator_or_404(request, code)
    items = {f"{one.framework.code} {one.code}": one for one in frameworks.choices()}
    choices = [
        (key, f"{localized(one.framework.name)} {one.code} — {localized(one.name)}"[:120]) for key, one in items.items()
    ]
    form = AlignForm(request.POST if request.method == "POST" else None, items=choices, initial={"fit": "exact"})

    def stand() -> object:
        data = form.cleaned_data
        return services.align(
            indicator=indicator, item=items[data["item"]], fit=data["fit"], note=form.words()["differs"],
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    return asked(request, indicator, form, stand, title=_("It answers to a standard"), button=_("Save"), done=SAVED)


@never_cache
@require_POST
def part(request: HttpRequest, code: str, alignment: int) -> HttpResponse:
    """This will take that back."""
    indicator = indicator_or_404(request, code)
    found = frameworks.alignment(indicator.pk, alignment)
    if found is None:
        raise Http404
    services.part(alignment=found, actor=actor_of(request), now=timezone.now())
    messages.success(request, SAVED)
    return redirect("indicators_desk:indicator", code=code)


@never_cache
@require_http_methods(METHODS)
def link(request: HttpRequest, code: str) -> HttpResponse:
    """This will link an indicator with what it measures."""
    indicator = indicator_or_404(request, code)
    form = LinkForm(request.POST if request.method == "POST" else None)

    def tie() -> object:
        number = form.cleaned_data["measured_number"]
        return services.link_matter(indicator=indicator, number=number, actor=actor_of(request), now=timezone.now())

    said = {"title": _("It measures what came of"), "button": _("Link"), "done": SAVED}
    return asked(request, indicator, form, tie, **said)


@never_cache
@require_POST
def compute(request: HttpRequest, code: str) -> HttpResponse:
    """This will compute an indicator now instead of tonight."""
    indicator = indicator_or_404(request, code)
    count = computing.compute_indicator(indicator=indicator, actor=actor_of(request), now=timezone.now())
    said = ngettext("%(n)s value is new or other than before.", "%(n)s values are new or other than before.", count)
    messages.success(request, said % {"n": count})
    return redirect("indicators_desk:indicator", code=code)
