"""How a village plan goes on, told at the desk: steps of measures, money, values, yearly reports."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.plans.desk.village_entry import METHODS, ask, by_hand, part_or_404, read_or_404
from ortaq.civic.plans.forms.village_told import SpendingForm, StepForm, ValueForm, YearForm
from ortaq.civic.plans.queries import progress as queries
from ortaq.civic.plans.queries import village
from ortaq.civic.plans.rules import progress as rules
from ortaq.civic.plans.services import progress as services

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan

BACK = "village_progress"
TOLD = _("Told: everyone reads it now.")
STAYS = _("What was told stays: a correction gets a day of its own.")


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show where every measure stands and what can be told of it."""
    plan, version = read_or_404(request, code)
    tree = village.whole(version, today=timezone.localdate())
    context = {
        "plan": plan, "version": version, "tree": tree, "figures": queries.of_whole(tree),
        "reports": queries.reports(plan), "years": _years(plan),
    }  # fmt: skip
    return render(request, "plans_desk/village_progress.html", context)


def _years(plan: "Plan") -> list[int]:
    """The years that can be reported and are not yet, the newest first."""
    today, since = timezone.localdate(), queries.readable_since(plan)
    told = {one.year for one in queries.reports(plan)}
    first = since.year if since else today.year
    last = today.year if today.month == rules.DECEMBER else today.year - 1
    return [year for year in range(last, first - 1, -1) if year not in told]


def _start(name: str) -> dict[str, date]:
    return {name: timezone.localdate()}


@never_cache
@require_http_methods(METHODS)
def step(request: HttpRequest, code: str, measure: str) -> HttpResponse:
    """This will tell that a measure reached a state."""
    plan, version = read_or_404(request, code)
    line = village.whole(version).find_measure(measure)
    if line is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = StepForm(data, initial=_start("step_on"), states=rules.NEXT[line.state])

    def move() -> object:
        read, note = form.cleaned_data, form.words()["step_note"]
        given: dict[str, Any] = {"state": read["step_state"], "on": read["step_on"], "note": note}
        return services.move_measure(plan=plan, measure=measure, **given, **by_hand(request))

    said = {"title": _("Where the measure stands"), "about": line.measure.title, "hint": STAYS, "button": _("Tell")}
    return ask(request, plan, form, move, to=BACK, done=TOLD, **said)


@never_cache
@require_http_methods(METHODS)
def spending(request: HttpRequest, code: str, resource: str) -> HttpResponse:
    """This will tell what was spent of a resource."""
    plan, version = read_or_404(request, code)
    found = part_or_404(version, resource, "r")
    form = SpendingForm(request.POST if request.method == "POST" else None, initial=_start("spent_on"))

    def record() -> object:
        read = form.cleaned_data
        return services.record_spending(
            plan=plan, resource=resource, on=read["spent_on"], amount=read["spent_sum"], source=read["spent_source"],
            reason=read["spent_reason"], **by_hand(request),
        )  # fmt: skip

    said = {"title": _("What was spent"), "about": found.measure.title, "hint": STAYS, "button": _("Tell")}
    return ask(request, plan, form, record, to=BACK, done=TOLD, **said)


@never_cache
@require_http_methods(METHODS)
def value(request: HttpRequest, code: str, result: str) -> HttpResponse:
    """This will tell the value a result reached."""
    plan, version = read_or_404(request, code)
    found = part_or_404(version, result, "i")
    form = ValueForm(request.POST if request.method == "POST" else None, initial=_start("value_on"))

    def record() -> object:
        read = form.cleaned_data
        return services.record_actual(
            plan=plan, result=result, on=read["value_on"], value=read["value_now"], people=read["value_people"],
            source=read["value_source"], reason=read["value_reason"], **by_hand(request),
        )  # fmt: skip

    said = {"title": _("What was reached"), "about": found.title, "hint": STAYS, "button": _("Tell")}
    return ask(request, plan, form, record, to=BACK, done=TOLD, **said)


@never_cache
@require_http_methods(METHODS)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """This will publish the report of a year."""
    plan, _version = read_or_404(request, code)
    years = _years(plan)
    if not years:
        raise Http404
    form = YearForm(request.POST if request.method == "POST" else None, years=years)

    def publish() -> object:
        year, text = form.cleaned_data["report_year"], form.words()["year_text"]
        return services.publish_report(plan=plan, year=year, text=text, **by_hand(request))

    hint = _("The figures are computed and stay as they are on the day of publishing; here are only the words.")
    title, button = _("The report of a year"), _("Publish")
    return ask(request, plan, form, publish, to=BACK, done=TOLD, title=title, hint=hint, button=button)
