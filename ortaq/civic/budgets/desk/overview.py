"""A call at the desk: where it stands, what comes next, and each step with its own page that asks "really?"."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.budgets.forms import desk as desk_forms
from ortaq.civic.budgets.queries import calls as queries
from ortaq.civic.budgets.queries import papers, projects, sheets
from ortaq.civic.budgets.rules.calls import RUNNERS
from ortaq.civic.budgets.services import calls, counting
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Refused, require
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from ortaq.civic.budgets.models import Call


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a call: from which state, what it does for everyone to see, what it asks, which service."""

    state: str
    title: "_StrPromise"
    says: "_StrPromise"
    done: "_StrPromise"
    do: "Callable[[Call, Any, Actor, datetime], object]"
    form: type[forms.Form] = desk_forms.EmptyForm


def _open_voting(call: "Call", data: Any, actor: Actor, now: datetime) -> object:
    return calls.open_voting(call=call, seed=data["seed"], seed_source=data["seed_source"], actor=actor, now=now)


def _decide(call: "Call", data: Any, actor: Actor, now: datetime) -> object:
    return counting.decide_count(call=call, seed=data["seed"], seed_source=data["seed_source"], actor=actor, now=now)


def _publish(call: "Call", data: Any, actor: Actor, now: datetime) -> object:
    return counting.publish(call=call, signed_by=data["signed_by"], actor=actor, now=now)


STEPS = {
    "open": Step(
        "draft", _("Open the call"),
        _("Everyone sees the money of each district, the dates and the rule of counting. They stay as they are."),
        _("The call is open."), lambda c, _d, a, n: calls.open_call(call=c, actor=a, now=n),
    ),
    "end-collecting": Step(
        "collecting", _("End the taking in of projects"),
        _("No more projects are taken in. The experts go on checking."),
        _("Projects are no longer taken in."), lambda c, _d, a, n: calls.end_collecting(call=c, actor=a, now=n),
    ),
    "announce-ballot": Step(
        "checking", _("Announce the list of the ballot"),
        _("The list of feasible projects becomes final and public. No check can be changed after it."),
        _("The list is public. Now draw the number of the lot in public."),
        lambda c, _d, a, n: calls.announce_ballot(call=c, actor=a, now=n),
    ),
    "open-voting": Step(
        "checking", _("Draw the order of the ballot"),
        _("The number drawn in public orders the projects on the ballot. Residents vote from the time they were told."),
        _("The ballot is drawn up."), _open_voting, desk_forms.SeedForm,
    ),
    "close": Step(
        "voting", _("Close the vote"),
        _("No ballot is taken in after this, online or on paper. It cannot be undone."),
        _("The vote is closed."), lambda c, _d, a, n: calls.close_voting(call=c, actor=a, now=n),
    ),
    "announce-count": Step(
        "closed", _("Announce the ballots"),
        _("All ballots of every district, without names and in no order, and both rules become public with their "
          "digests. Nothing about them can be changed after it."),
        _("The ballots are public. Now draw the number of the lot in public."),
        lambda c, _d, a, n: counting.announce_count(call=c, actor=a, now=n),
    ),
    "decide": Step(
        "closed", _("Draw the lot and count"),
        _("The number drawn in public orders equal projects and nothing else. The winners follow at once, for everyone "
          "to see."),
        _("Counted. The results are public."), _decide, desk_forms.SeedForm,
    ),
    "publish": Step(
        "decided", _("Sign and publish the protocol"),
        _("The protocol is signed and closes the call for good."),
        _("The protocol is published."), _publish, desk_forms.SignForm,
    ),
}  # fmt: skip
ORDER = list(STEPS)


def call_or_404(request: HttpRequest, code: str) -> "Call":
    """This will give a call the official may see."""
    found = queries.get(code, actor_of(request))
    if found is None:
        raise Http404
    return found


def next_step(call: "Call") -> str:
    """This will name the step that comes next, "" after the last."""
    announced = {"checking": call.ballot_order_id is not None, "closed": call.count_announced_at is not None}
    fitting = [name for name in ORDER if STEPS[name].state == call.state]
    if not fitting:
        return ""
    return fitting[-1] if announced.get(call.state) else fitting[0]


@never_cache
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """This will list the calls."""
    actor = actor_of(request)
    context = {"calls": queries.every(actor), "may_draw_up": actor.has_role(*RUNNERS)}
    return render(request, "budgets_desk/calls.html", context)


@never_cache
@require_safe
def call(request: HttpRequest, code: str) -> HttpResponse:
    """This will show where a call stands, its steps, and the ways to projects and paper."""
    found, actor = call_or_404(request, code), actor_of(request)
    rights = queries.rights(found, actor, timezone.now())
    coming = next_step(found)
    context = {
        "call": found,
        "pots": queries.pots(found),
        "tasks": list(_tasks(found, coming, may_run=bool(rights["run"]))),
        "may_run": rights["run"],
        "why_not": "" if rights["run"] else sentence(rights["run"]),
        "to_check": projects.how_many_to_check(found, actor),
        "handles_paper": found.paper and bool(papers.may_handle(found, actor)),
        "counted": bool(rights["results"]),
    }
    return render(request, "budgets_desk/call.html", context)


def _tasks(call: "Call", coming: str, *, may_run: bool) -> Any:
    """The steps with what is done, what comes and what waits."""
    place = ORDER.index(coming) if coming else len(ORDER)
    for index, name in enumerate(ORDER):
        word, tone = (_("done"), "good") if index < place else (_("waits"), "plain")
        if index == place:
            word, tone = _("comes next"), "now"
        yield {
            "label": STEPS[name].title,
            "href": reverse("budgets_desk:step", args=[call.code, name]) if index == place and may_run else "",
            "word": word,
            "tone": tone,
        }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """This will ask once more before a step is taken, and take it."""
    found, actor = call_or_404(request, code), actor_of(request)
    if name not in STEPS:
        raise Http404
    require(queries.rights(found, actor, timezone.now())["run"])
    asked = STEPS[name]
    form, status = asked.form(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                asked.do(found, form.cleaned_data, actor, timezone.now())
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, asked.done)
                return redirect("budgets_desk:call", code=code)
    context = {"call": found, "step": asked, "form": form, "is_next": next_step(found) == name}
    return render(request, "budgets_desk/step.html", context, status=status)


@never_cache
@require_safe
def protocol(request: HttpRequest, code: str) -> HttpResponse:
    """This will give the protocol as PDF once the votes are counted."""
    found = call_or_404(request, code)
    pdf = sheets.protocol_pdf(found, (get_language() or "kk").split("-")[0])
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.code}-protocol.pdf"'
    return response
