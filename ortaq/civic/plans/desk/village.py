"""The needs of a village at the desk: the whole chain on one page, then one group of questions at a time."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.plans.desk.village_entry import (
    METHODS,
    SAVED,
    ask,
    by_hand,
    part_or_404,
    village_in_making,
    village_or_404,
)
from ortaq.civic.plans.forms.village import NeedForm, PutOffForm, RankingForm, RootsForm
from ortaq.civic.plans.queries import gatherings, listing
from ortaq.civic.plans.queries import village as queries
from ortaq.civic.plans.rules import needs as rules
from ortaq.civic.plans.services import village as services
from ortaq.core.ui.templatetags.ui_formats import day, localized

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Need, Plan, PlanVersion

TITLES = {"words": _("The need"), "roots": _("Where the need comes from"), "put-off": _("Put the need off")}
HINTS = {
    "put-off": _("A need without a measure says why nothing is done about it in this plan. Empty: it is not put off."),
}


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the chain of a village plan and what it misses."""
    plan = village_or_404(request, code)
    making = listing.in_making(plan)
    version = making or queries.newest(plan.pk)
    tree = queries.whole(version, today=timezone.localdate()) if version else None
    context = {
        "plan": plan, "making": making, "version": version, "tree": tree,
        "missing": tree.missing() if tree and making else [], "groups": gatherings.groups(plan),
    }  # fmt: skip
    return render(request, "plans_desk/village.html", context)


@never_cache
@require_http_methods(METHODS)
def new_need(request: HttpRequest, code: str) -> HttpResponse:
    """This will name a need."""
    plan, version = village_in_making(request, code)
    expected = {"expected": queries.free_key("n", plan)}
    form = NeedForm(request.POST) if request.method == "POST" else NeedForm(initial=expected)

    def add() -> object:
        given = form.changes() | {"expected": form.cleaned_data["expected"]}
        return services.add_need(version=version, **given, **by_hand(request))

    done = _("Named. Now say what will be done about it.")
    return ask(request, plan, form, add, renewed=expected, done=done, title=_("A new need"), button=_("Add"))


@never_cache
@require_http_methods(METHODS)
def need(request: HttpRequest, code: str, need: str, part: str) -> HttpResponse:
    """This will change one group of questions of a need, or take the need out."""
    if part not in TITLES:
        raise Http404
    plan, version = village_in_making(request, code)
    found = part_or_404(version, need, "n")
    now_is = rules.digest_of(rules.need_says(found))
    form = _need_form(request, part, found, plan, version, now_is)

    def change() -> object:
        changes = form.changes()
        if part == "roots":
            at = form.cleaned_data["named_at"]
            changes["cause_of"] = form.cleaned_data["cause_of"]
            changes["gathering"] = gatherings.meeting(plan, int(at)) if at else None
        based_on = form.cleaned_data["seen"]
        return services.change_need(need=found, changes=changes, based_on=based_on, **by_hand(request))

    def drop() -> object:
        return services.drop_need(need=found, **by_hand(request))

    return ask(
        request, plan, form, change, renewed={"seen": now_is}, drop=drop if part == "words" else None,
        title=TITLES[part], hint=HINTS.get(part, ""), button=_("Save"), about=found.title,
    )  # fmt: skip


def _need_form(request: HttpRequest, part: str, need: "Need", plan: "Plan", version: "PlanVersion", now_is: str) -> Any:
    data = request.POST if request.method == "POST" else None
    if part == "roots":
        others = [(one.key, localized(one.title)) for one in queries.needs(version) if one.key != need.key]
        groups = [(one.code, localized(one.name)) for one in gatherings.groups(plan)]
        start = RootsForm.start(need) | {"seen": now_is}
        return RootsForm(data, initial=start, others=others, meetings=_meetings(plan), groups=groups)
    kind = PutOffForm if part == "put-off" else NeedForm
    return kind(data, initial=kind.start(need) | {"seen": now_is})


def _meetings(plan: "Plan") -> list[tuple[str, str]]:
    return [
        (
            str(one.gathering.pk),
            f"{day(one.gathering.held_on)} · {localized(one.gathering.place) or one.gathering.came}",
        )
        for one in gatherings.held(plan)
    ]


@never_cache
@require_http_methods(METHODS)
def ranking(request: HttpRequest, code: str) -> HttpResponse:
    """This will take down the dots people gave the needs, and order the needs by them."""
    plan, version = village_in_making(request, code)
    needs = [(one.key, localized(one.title), one.dots) for one in queries.needs(version)]
    data = request.POST if request.method == "POST" else None
    form = RankingForm(data, needs=needs, meetings=_meetings(plan))

    def rank() -> object:
        at = form.cleaned_data["ranked_at"]
        meeting = gatherings.meeting(plan, int(at)) if at else None
        return services.rank_needs(version=version, dots=form.dots(), gathering=meeting, **by_hand(request))

    hint = _("Everybody at the meeting gives a few dots to the needs that matter most to her. Write what each got.")
    return ask(request, plan, form, rank, title=_("Rank the needs by dots"), hint=hint, button=_("Save"))


@never_cache
@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """This will move a part by one place."""
    plan, version = village_in_making(request, code)
    up, key = "up" in request.POST, request.POST.get("up") or request.POST.get("down", "")
    services.move_part(version=version, key=key, up=up, **by_hand(request))
    messages.success(request, SAVED)
    return redirect("plans_desk:village", code=plan.code)
