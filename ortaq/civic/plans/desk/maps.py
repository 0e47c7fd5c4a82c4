"""Maps of a version in the making at the desk: layers, and the zones and rules that come from files."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.plans.desk.entry import version_in_making
from ortaq.civic.plans.forms.layers import LayerForm, MapFileForm
from ortaq.civic.plans.forms.plans import EmptyForm
from ortaq.civic.plans.queries import zones as queries
from ortaq.civic.plans.rules.zones import KINDS, THEMES
from ortaq.civic.plans.services import gis, layers
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sent
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from collections.abc import Callable

    from ortaq.civic.plans.models import Layer, Plan, PlanVersion
    from ortaq.civic.plans.rules.imports import Report

METHODS = ["GET", "HEAD", "POST"]
SECOND = 409
SHOWN = 200
"""Findings a report lists; a file with more has one and the same fault all over."""
ZONES, RULES = "zones", "rules"
TITLES = {ZONES: _("Zones from a file"), RULES: _("Rules from a file")}
FATES = {
    "same": _("stay as they are"), "changed": _("change"), "new": _("are new"), "gone": _("go away"),
}  # fmt: skip


@never_cache
@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the layers of the version in the making with what is drawn on them."""
    plan, version = version_in_making(request, code)
    rows = [(one, _(THEMES[one.layer.theme][0])) for one in queries.layers(version)]
    context = {
        "plan": plan, "version": version, "rows": rows, "table": queries.classes(timezone.localdate()),
        "zones": sum(one.zones for one, _theme in rows), "rules": sum(one.rules for one, _theme in rows),
    }  # fmt: skip
    return render(request, "plans_desk/maps.html", context)


def _layer_or_404(request: HttpRequest, code: str, layer: str) -> "tuple[Plan, PlanVersion, Layer]":
    plan, version = version_in_making(request, code)
    found = queries.layer(version, layer)
    if found is None:
        raise Http404
    return plan, version, found


def _asked(
    request: HttpRequest, plan: "Plan", form: Form, act: "Callable[[], object]", *, done: Any, **words: Any
) -> HttpResponse:
    """One form about a layer: done it leads back to all of them, refused it keeps every word."""
    status = sent(request, form, act)
    if not status:
        messages.success(request, done)
        return redirect("plans_desk:maps", code=plan.code)
    if status == SECOND and (fresh := words.pop("fresh", None)):
        form.data = form.data.copy() | {"layer_key": fresh}  # type: ignore[attr-defined]  # a QueryDict copies itself
    context = {"form": form, "plan": plan, "back": reverse("plans_desk:maps", args=[plan.code]), **words}
    return render(request, "plans_desk/ask.html", context, status=status)


@never_cache
@require_http_methods(METHODS)
def new(request: HttpRequest, code: str) -> HttpResponse:
    """This will add a layer to the version in the making."""
    plan, version = version_in_making(request, code)
    fresh = queries.free_layer_key(version)
    form = LayerForm(request.POST) if request.method == "POST" else LayerForm(initial={"layer_key": fresh})

    def add() -> object:
        key = form.cleaned_data["layer_key"] or fresh
        return layers.keep_layer(
            version=version, key=key, **form.asked(), new=True, actor=actor_of(request), now=timezone.now()
        )  # fmt: skip

    said = {"title": _("A new layer"), "button": _("Add the layer"), "fresh": fresh}
    return _asked(request, plan, form, add, done=_("Added. Now bring its zones or its rules from a file."), **said)


@never_cache
@require_http_methods(METHODS)
def change(request: HttpRequest, code: str, layer: str) -> HttpResponse:
    """This will change the title, the theme or the place of a layer."""
    plan, version, found = _layer_or_404(request, code, layer)
    form = LayerForm(request.POST) if request.method == "POST" else LayerForm(initial=LayerForm.start(found))

    def keep() -> object:
        return layers.keep_layer(
            version=version, key=layer, **form.asked(), actor=actor_of(request), now=timezone.now()
        )  # fmt: skip

    said = {"title": _("A layer of the map"), "button": _("Save"), "hint": localized(found.title)}
    return _asked(request, plan, form, keep, done=_("Saved."), **said)


@never_cache
@require_http_methods(METHODS)
def remove(request: HttpRequest, code: str, layer: str) -> HttpResponse:
    """This will take a layer out of the version in the making, with all that is drawn on it."""
    plan, _version, found = _layer_or_404(request, code, layer)
    form = EmptyForm(request.POST if request.method == "POST" else None)

    def drop() -> object:
        return layers.drop_layer(layer=found, actor=actor_of(request), now=timezone.now())

    said = {"title": _("Take out “%(layer)s”?") % {"layer": localized(found.title)}, "button": _("Take it out")}
    hint = _("Its zones and rules leave this version with it. Published versions keep theirs.")
    return _asked(request, plan, form, drop, done=_("The layer is out of this version."), hint=hint, **said)


@never_cache
@require_http_methods(METHODS)
def zones(request: HttpRequest, code: str, layer: str) -> HttpResponse:
    """This will put the zones of a file in place of the layer's, or say what would become of them."""
    return _file(request, code, layer, ZONES)


@never_cache
@require_http_methods(METHODS)
def rules(request: HttpRequest, code: str, layer: str) -> HttpResponse:
    """This will put the rules of a file in place of the layer's, or say what would become of them."""
    return _file(request, code, layer, RULES)


def _file(request: HttpRequest, code: str, layer: str, what: str) -> HttpResponse:
    """The page of a file: asked for, then its report; a reload does the same once more, which changes nothing."""
    plan, version, found = _layer_or_404(request, code, layer)
    form = MapFileForm(request.POST, request.FILES) if request.method == "POST" else MapFileForm()
    only_look = "only_check" in request.POST
    reports: list[Report] = []

    def take() -> None:
        act = gis.import_zones if what == ZONES else gis.import_rules
        given: dict[str, Any] = {"version": version, "layer": found, "upload": form.cleaned_data["map_file"]}
        reports.append(act(**given, only_look=only_look, actor=actor_of(request), now=timezone.now()))

    status = sent(request, form, take) or 200
    report = reports[0] if reports else None
    if report is not None and report.refused:
        status = 422
    context = {
        "plan": plan, "version": version, "layer": found, "what": what, "title": TITLES[what], "form": form,
        "back": reverse("plans_desk:maps", args=[code]), "only_look": only_look,
        **(_told(report, what) if report else {}),
    }  # fmt: skip
    return render(request, "plans_desk/map_file.html", context, status=status)


def _told(report: "Report", what: str) -> dict[str, Any]:
    """What the page says of a report."""
    names = (
        {one.code: localized(one.name) for one in queries.classes(timezone.localdate())}
        if what == ZONES
        else {code: str(_(name)) for code, name in KINDS.items()}
    )
    return {
        "report": report,
        "refused": report.refused[:SHOWN], "refused_more": max(len(report.refused) - SHOWN, 0),
        "repaired": report.repaired[:SHOWN], "repaired_more": max(len(report.repaired) - SHOWN, 0),
        "codes": [(names.get(code, code), count) for code, count in report.codes.items()],
        "fates": [(FATES[name], count) for name, count in report.fates.items() if count],
    }  # fmt: skip
