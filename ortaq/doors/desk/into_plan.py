"""What residents said goes on into a plan: accepted contributions, words behind a need, the work of a measure."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.dialogue.queries import fates
from ortaq.civic.plans.queries import cards, plans, village
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.works.desk.entry import METHODS, sent
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import localized
from ortaq.doors.desk.forms import IntoPlanForm, WordsOfNeedForm, WorkOfMeasureForm
from ortaq.journeys import forum_to_plan, need_to_measure

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Measure, Need, Plan

NO_PLANS = N_("None of your bodies makes a plan that everyone can read: there is nothing it could go into.")


@never_cache
@require_http_methods(METHODS)
def page(request: HttpRequest, process: str, cluster: int) -> HttpResponse:
    """This will ask into which plan, or under which need, accepted contributions of a dialogue go on."""
    actor = actor_of(request)
    found = fates.at_desk(process, cluster, actor)
    if found is None:
        raise Http404
    known = forum_to_plan.open_to(actor)
    if not known:
        raise Refused("no_plans", NO_PLANS)
    form = IntoPlanForm(request.POST or None, plans=known)

    def hand_over() -> int:
        code, _slash, key = form.cleaned_data["where"].partition("/")
        plan = next(plan for plan, _needs in known if plan.code == code)
        return forum_to_plan.hand_over(cluster=found, plan=plan, need=key, actor=actor, now=timezone.now())

    return _asked(
        request, form, hand_over, title=_("It goes on into a plan"), about=f"№ {found.number} {localized(found.title)}",
        button=_("Into the plan"), back=reverse("dialogue_desk:cluster", args=[process, cluster]),
        done=_("It stands in the plan now. Authors and supporters are told."),
    )  # fmt: skip


@never_cache
@require_http_methods(METHODS)
def need(request: HttpRequest, plan: str, need: str) -> HttpResponse:
    """This will ask which words of residents stand behind a need."""
    made, part = _part(request, plan, "need", need)
    form = WordsOfNeedForm(request.POST or None)

    def tie() -> int:
        numbers = form.cleaned_data["numbers"]
        return need_to_measure.tie_words(
            plan=made, need=need, numbers=numbers, actor=actor_of(request), now=timezone.now()
        )  # fmt: skip

    return _asked(
        request, form, tie, title=_("What residents said"), about=localized(part.title),
        button=_("Tie it to the need"), back=reverse("plans_desk:village_progress", args=[plan]),
        done=lambda n: ngettext("%(n)s more word of residents stands behind the need.",
                                "%(n)s more words of residents stand behind the need.", n) % {"n": n},
    )  # fmt: skip


@never_cache
@require_http_methods(METHODS)
def measure(request: HttpRequest, plan: str, measure: str) -> HttpResponse:
    """This will ask which public work carries out a measure."""
    made, part = _part(request, plan, "measure", measure)
    form = WorkOfMeasureForm(request.POST or None)

    def build() -> int:
        work = form.cleaned_data["carried_by"]
        return need_to_measure.build(plan=made, measure=measure, work=work, actor=actor_of(request), now=timezone.now())

    return _asked(
        request, form, build, title=_("The work that carries it out"), about=localized(part.title),
        button=_("Tie it to the work"), back=reverse("plans_desk:village_progress", args=[plan]),
        done=_("Noted: whoever asked for it hears when the work is done."),
    )  # fmt: skip


def _part(request: HttpRequest, code: str, kind: str, key: str) -> "tuple[Plan, Need | Measure]":
    """A need or a measure everyone reads, to those who make the plan; "not yours" looks like "not there"."""
    actor = actor_of(request)
    plan = plans.get(code, actor)
    if plan is None or not may_make(actor, body_id=plan.body_id):
        raise Http404
    version = village.newest(plan.pk)
    part = cards.part(version, kind, key) if version else None
    if part is None:
        raise Http404
    return plan, part


def _asked(
    request: HttpRequest,
    form: Form,
    act: Callable[[], int],
    *,
    done: str | Callable[[int], str],
    back: str,
    **words: Any,
) -> HttpResponse:
    """One form: done it leads back, refused it keeps every word."""
    made: list[int] = []
    status = sent(request, form, lambda: made.append(act()))
    if made:
        messages.success(request, done(made[0]) if callable(done) else done)
        return redirect(back)
    return render(request, "desk/tie.html", {"form": form, "back": back, **words}, status=status)
