"""Micro-grants at the desk: a call on a measure, its contest, grants given, paid and reported."""

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

from ortaq.civic.plans.desk.entry import plan_or_404
from ortaq.civic.plans.forms.grants import CallForm, GrantForm, PaidForm, ReportForm, TieForm
from ortaq.civic.plans.queries import grants as queries
from ortaq.civic.plans.services import grants
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sent
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from collections.abc import Callable

    from ortaq.civic.plans.models import GrantCall, GrantInstalment, Plan
    from ortaq.core.matters.models import Matter

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the calls of a plan with their grants and what can be done next."""
    plan = plan_or_404(request, code)
    context = {
        "plan": plan, "granted": queries.of_plan(plan), "left_out": queries.left_out(plan),
        "may_call": bool(queries.measures(plan)),
    }  # fmt: skip
    return render(request, "plans_desk/grants.html", context)


def _asked(
    request: HttpRequest, plan: "Plan", form: Form, act: "Callable[[], object]", *, done: Any, **words: Any
) -> HttpResponse:
    """One form about micro-grants: done it leads back to them, refused it keeps every word."""
    status = sent(request, form, act)
    if not status:
        messages.success(request, done)
        return redirect("plans_desk:grants", code=plan.code)
    context = {"form": form, "plan": plan, "back": reverse("plans_desk:grants", args=[plan.code]), **words}
    return render(request, "plans_desk/ask.html", context, status=status)


def _contests(request: HttpRequest) -> "dict[str, Matter]":
    return {one.number: one for one in queries.contests(actor_of(request))}


def _named(contests: "dict[str, Matter]") -> list[tuple[str, str]]:
    return [(number, f"№ {number} {one.title}") for number, one in contests.items()]


@never_cache
@require_http_methods(METHODS)
def new_call(request: HttpRequest, code: str) -> HttpResponse:
    """This will hang a call on a measure of the newest version."""
    plan = plan_or_404(request, code)
    known, contests = queries.measures(plan), _contests(request)
    if not known:
        raise Refused("no_measures", N_("Micro-grants hang on measures: this plan has none yet."))
    measures = [(key, localized(one.title)) for key, one in known.items()]
    data = request.POST if request.method == "POST" else None
    form = CallForm(data, measures=measures, contests=_named(contests))

    def call() -> object:
        read = form.cleaned_data
        return grants.open_call(
            plan=plan, measure=read["grant_measure"], title=form.words()["call_title"],
            contest=contests.get(read["grant_contest"]), own_share_least=read["own_share_least"],
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    said = {"title": _("A call for micro-grants"), "button": _("Call for micro-grants")}
    return _asked(request, plan, form, call, done=_("The call hangs on its measure."), **said)


def _call_or_404(request: HttpRequest, code: str, call: int) -> "tuple[Plan, GrantCall]":
    plan = plan_or_404(request, code)
    found = queries.call(plan, call)
    if found is None:
        raise Http404
    return plan, found


@never_cache
@require_http_methods(METHODS)
def tie(request: HttpRequest, code: str, call: int) -> HttpResponse:
    """This will say in which contest the grants of a call are selected."""
    plan, found = _call_or_404(request, code, call)
    contests = _contests(request)
    form = TieForm(request.POST if request.method == "POST" else None, contests=_named(contests))

    def name() -> object:
        contest = contests[form.cleaned_data["grant_contest"]]
        return grants.tie_contest(call=found, contest=contest, actor=actor_of(request), now=timezone.now())

    said = {"title": _("Tie the call to a contest"), "button": _("Save"), "hint": localized(found.title)}
    return _asked(request, plan, form, name, done=_("Grants of its signed agreements will stand here."), **said)


@never_cache
@require_http_methods(METHODS)
def give(request: HttpRequest, code: str, call: int) -> HttpResponse:
    """This will keep a grant that was selected outside Ortaq."""
    plan, found = _call_or_404(request, code, call)
    start = {"grant_expected": queries.next_number(found), "given_on": timezone.localdate()}
    form = GrantForm(request.POST) if request.method == "POST" else GrantForm(initial=start)

    def keep() -> object:
        read = form.cleaned_data
        return grants.give_grant(
            call=found, project=form.words()["project"], amount=read["sum_whole"] or 0, parts=form.parts(),
            promise=form.promise(), given_on=read["given_on"], recipient=read["recipient"],
            number=read["grant_expected"], actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    said = {"title": _("A grant that was given"), "button": _("Keep it"), "hint": localized(found.title)}
    return _asked(request, plan, form, keep, done=_("Kept. Everyone who reads the plan sees it."), **said)


def _grant_or_404(request: HttpRequest, code: str, call: int, grant: int) -> "tuple[Plan, queries.Grant]":
    plan = plan_or_404(request, code)
    found = queries.one(plan, call, grant)
    if found is None:
        raise Http404
    return plan, found[1]


@never_cache
@require_http_methods(METHODS)
def pay(request: HttpRequest, code: str, call: int, grant: int, position: int) -> HttpResponse:
    """This will note that an instalment was paid."""
    plan, found = _grant_or_404(request, code, call, grant)
    part = next((one for one in found.instalments if one.position == position), None)
    if part is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = PaidForm(data, initial={"paid_on": timezone.localdate()})

    def note() -> object:
        return _pay(request, found, part, form)

    said = {"title": _("Payment of instalment %(n)s") % {"n": position}, "button": _("Save")}
    return _asked(request, plan, form, note, done=_("Saved."), hint=localized(found.grant.project), **said)


def _pay(request: HttpRequest, found: "queries.Grant", part: "GrantInstalment", form: PaidForm) -> object:
    part.grant = found.grant
    on = form.cleaned_data["paid_on"]
    return grants.pay_instalment(instalment=part, on=on, actor=actor_of(request), now=timezone.now())


@never_cache
@require_http_methods(METHODS)
def report(request: HttpRequest, code: str, call: int, grant: int) -> HttpResponse:
    """This will add a report of what came of a grant."""
    plan, found = _grant_or_404(request, code, call, grant)
    data = request.POST if request.method == "POST" else None
    form = ReportForm(data, initial={"reported_on": timezone.localdate()})

    def add() -> object:
        read = form.cleaned_data
        return grants.report(
            grant=found.grant, on=read["reported_on"], outcome=form.outcome(), text=form.words()["told"],
            finished=read["last_report"], actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    said = {"title": _("A report on a grant"), "button": _("Add the report")}
    hint = _("Everyone reads it; a report is not taken back.")
    return _asked(request, plan, form, add, done=_("Added."), hint=hint, **said)
