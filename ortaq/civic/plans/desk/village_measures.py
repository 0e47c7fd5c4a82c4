"""Measures of a village plan at the desk, what they take and what they are to reach."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.plans.desk.village_entry import METHODS, ask, by_hand, part_or_404, village_in_making
from ortaq.civic.plans.forms.village import DetailsForm, MeasureForm, ResourceForm, ResultForm
from ortaq.civic.plans.queries import village as queries
from ortaq.civic.plans.rules import needs as rules
from ortaq.civic.plans.services import village as services
from ortaq.core.ui.templatetags.ui_formats import localized

TITLES = {"words": _("The measure"), "details": _("How, where, for which need")}
SAVE, ADD = _("Save"), _("Add")


@never_cache
@require_http_methods(METHODS)
def new_measure(request: HttpRequest, code: str, need: str) -> HttpResponse:
    """This will hang a measure on a need."""
    plan, version = village_in_making(request, code)
    on = part_or_404(version, need, "n")
    expected = {"expected": queries.free_key("m", plan)}
    form = MeasureForm(request.POST) if request.method == "POST" else MeasureForm(initial=expected)

    def add() -> object:
        given = form.changes() | {"expected": form.cleaned_data["expected"]}
        return services.add_measure(need=on, **given, **by_hand(request))

    said = {"title": _("A new measure"), "button": ADD, "about": on.title}
    done = _("Added. Now say what it takes and by what its result is seen.")
    return ask(request, plan, form, add, renewed=expected, done=done, **said)


@never_cache
@require_http_methods(METHODS)
def measure(request: HttpRequest, code: str, measure: str, part: str) -> HttpResponse:
    """This will change one group of questions of a measure, or take it out with all that hangs on it."""
    if part not in TITLES:
        raise Http404
    plan, version = village_in_making(request, code)
    found = part_or_404(version, measure, "m")
    now_is = rules.digest_of(rules.measure_says(found))
    data = request.POST if request.method == "POST" else None
    if part == "details":
        needs = [(one.key, localized(one.title)) for one in queries.needs(version)]
        form: Any = DetailsForm(data, initial=DetailsForm.start(found) | {"seen": now_is}, needs=needs)
    else:
        form = MeasureForm(data, initial=MeasureForm.start(found) | {"seen": now_is})

    def change() -> object:
        given = {"changes": form.changes(), "based_on": form.cleaned_data["seen"]}
        return services.change_measure(measure=found, **given, **by_hand(request))

    def drop() -> object:
        return services.drop_measure(measure=found, **by_hand(request))

    return ask(
        request, plan, form, change, renewed={"seen": now_is}, drop=drop if part == "words" else None,
        title=TITLES[part], button=SAVE, about=found.title,
    )  # fmt: skip


@never_cache
@require_http_methods(METHODS)
def new_resource(request: HttpRequest, code: str, measure: str) -> HttpResponse:
    """This will say what a measure takes."""
    plan, version = village_in_making(request, code)
    on = part_or_404(version, measure, "m")
    expected = {"expected": queries.free_key("r", plan)}
    form = ResourceForm(request.POST) if request.method == "POST" else ResourceForm(initial=expected)

    def add() -> object:
        given = form.changes() | {"expected": form.cleaned_data["expected"]}
        return services.add_resource(measure=on, **given, **by_hand(request))

    said = {"title": _("What the measure takes"), "button": ADD, "about": on.title}
    return ask(request, plan, form, add, renewed=expected, **said)


@never_cache
@require_http_methods(METHODS)
def resource(request: HttpRequest, code: str, resource: str) -> HttpResponse:
    """This will change a resource, or take it out."""
    plan, version = village_in_making(request, code)
    found = part_or_404(version, resource, "r")
    start = ResourceForm.start(found) | {"seen": found.digest}
    form = ResourceForm(request.POST if request.method == "POST" else None, initial=start)

    def change() -> object:
        given = {"changes": form.changes(), "based_on": form.cleaned_data["seen"]}
        return services.change_resource(resource=found, **given, **by_hand(request))

    def drop() -> object:
        return services.drop_resource(resource=found, **by_hand(request))

    said = {"title": _("What the measure takes"), "button": SAVE, "about": found.measure.title}
    return ask(request, plan, form, change, renewed={"seen": found.digest}, drop=drop, **said)


@never_cache
@require_http_methods(METHODS)
def new_result(request: HttpRequest, code: str, measure: str) -> HttpResponse:
    """This will say by what everyone will see that a measure helped."""
    plan, version = village_in_making(request, code)
    on = part_or_404(version, measure, "m")
    expected = {"expected": queries.free_key("i", plan)}
    form = ResultForm(request.POST) if request.method == "POST" else ResultForm(initial=expected)

    def add() -> object:
        given = form.changes() | {"expected": form.cleaned_data["expected"]}
        return services.add_result(measure=on, **given, **by_hand(request))

    said = {"title": _("What the measure is to reach"), "button": ADD, "about": on.title}
    return ask(request, plan, form, add, renewed=expected, **said)


@never_cache
@require_http_methods(METHODS)
def result(request: HttpRequest, code: str, result: str) -> HttpResponse:
    """This will change a result, or take it out."""
    plan, version = village_in_making(request, code)
    found = part_or_404(version, result, "i")
    now_is = rules.digest_of(rules.result_says(found))
    start = ResultForm.start(found) | {"seen": now_is}
    form = ResultForm(request.POST if request.method == "POST" else None, initial=start)

    def change() -> object:
        given = {"changes": form.changes(), "based_on": form.cleaned_data["seen"]}
        return services.change_result(result=found, **given, **by_hand(request))

    def drop() -> object:
        return services.drop_result(result=found, **by_hand(request))

    said = {"title": _("What the measure is to reach"), "button": SAVE, "about": found.measure.title}
    return ask(request, plan, form, change, renewed={"seen": now_is}, drop=drop, **said)
