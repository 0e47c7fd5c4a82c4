"""Applying: begin, answer one question to a page in any order, check, send. What is typed is kept, also too late."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.contests.forms import applying as forms
from ortaq.civic.contests.pages import attachments, deadline, review
from ortaq.civic.contests.pages.entry import REFUSED, contest_or_404, mine_or_404, resident
from ortaq.civic.contests.pages.steps import (
    StepOf,
    field_for,
    form_of,
    lack_words,
    lacking_here,
    limit_of,
    steps_of,
    tasks,
)
from ortaq.civic.contests.queries import applications
from ortaq.civic.contests.services import applying
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application, Contest

KEPT = 204
EDITABLE = ("draft", "incomplete")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """This will begin an application, or show how far it is: coming back goes on where one left off."""
    actor, contest, now = resident(request), contest_or_404(request, code), timezone.now()
    own = applications.mine(contest, actor)
    if request.method == "POST":
        own = applying.begin(contest=contest, actor=actor, now=now)
        return redirect("contests:question", code=code, step=_next_open(own))
    if own is not None and own.state != "withdrawn":
        return overview(request, own, now)
    context = {
        "contest": contest,
        "deadline": deadline.of_contest(contest, now),
        "may_start": applications.may_start(contest, actor, now),
        "again": own is not None,
    }
    return render(request, "contests/apply_begin.html", context)


def overview(request: HttpRequest, own: "Application", now: datetime) -> HttpResponse:
    """This will show the pages of an application with what is answered and what is not."""
    if own.state not in EDITABLE:
        return redirect("contests:application", code=own.contest.code, number=own.matter.number)
    steps, lacking = steps_of(own), applications.completeness(own)
    found = tasks(own, steps, lacking)
    context = {
        "contest": own.contest,
        "application": own,
        "deadline": deadline.of_application(own, now),
        "tasks": [
            {
                "label": one["step"].label,
                "href": address(own, one["step"].code),
                "word": one["word"],
                "tone": one["tone"],
            }
            for one in found
        ],
        "done": sum(one["done"] for one in found),
        "next": _next_open(own),
    }
    return render(request, "contests/apply.html", context)


def address(own: "Application", step: str) -> str:
    """This will give the address of one page of an application."""
    return reverse("contests:question", kwargs={"code": own.contest.code, "step": step})


def _next_open(own: "Application") -> str:
    """The first page that lacks something, or the check."""
    wanted = {one.code for one in applications.completeness(own)}
    return next((step.code for step in steps_of(own) if wanted & set(step.codes)), "check")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """This will ask one question and keep its answer; the last page checks and sends."""
    own = mine_or_404(request, code)
    if own.state not in EDITABLE:
        if own.state == "withdrawn":
            return redirect("contests:apply", code=code)
        return redirect("contests:application", code=code, number=own.matter.number)
    if step == "check":
        return review.page(request, own)
    steps = steps_of(own)
    asked = next((one for one in steps if one.code == step), None)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return show(request, own, steps, asked, form_of(own, asked))
    if asked.takes_files:
        return take_files(request, own, steps, asked)
    form = form_of(own, asked, request.POST)
    kept = form.is_valid() and keep(request, own, asked, form)
    if request.POST.get("go") == "keep":  # she is still typing: what cannot be kept yet is no fault yet
        return HttpResponse(status=KEPT)
    if not kept:
        return show(request, own, steps, asked, form, status=REFUSED)
    return go_on(request, own, steps, asked, form)


def keep(request: HttpRequest, own: "Application", step: StepOf, form: forms.StepForm) -> bool:
    """This will keep what was typed on a page in the draft; a refusal stands at its field."""
    given: dict[str, Any] = {}
    if isinstance(form, forms.AnswerForm):
        given["answers"] = {step.one["code"]: form.value()}
    elif isinstance(form, forms.DeclareForm):
        given["declared"] = form.declared()
    else:
        given["particulars"] = form.particulars()
    try:
        saved = applying.save_draft(application=own, **given, actor=actor_of(request), now=timezone.now())
    except Refused as refused:
        form.add_error(refused.code if refused.code in form.fields else None, sentence(refused))
        return False
    for name in ("answers", "declared", *given.get("particulars", ())):
        setattr(own, name, getattr(saved, name))
    return True


def go_on(
    request: HttpRequest, own: "Application", steps: list[StepOf], step: StepOf, form: forms.StepForm
) -> HttpResponse:
    """This will lead to the next page once this one lacks nothing; "later" leads to the overview with gaps."""
    go = request.POST.get("go", "")
    if go == "later":
        return redirect("contests:apply", code=own.contest.code)
    lacking = lacking_here(own, step)
    for one in lacking:
        name = field_for(own, step, one)
        form.add_error(name if name in form.fields else None, lack_words(one))
    if lacking:
        return show(request, own, steps, step, form, status=REFUSED)
    if go == "check":
        return redirect(address(own, "check"))
    place = steps.index(step) + 1
    return redirect(address(own, steps[place].code if place < len(steps) else "check"))


def take_files(request: HttpRequest, own: "Application", steps: list[StepOf], step: StepOf) -> HttpResponse:
    """This will add or take out files of one question; those that were fine stay even if another is refused."""
    refused = attachments.change(request, own, step.one["code"])
    form = form_of(own, step, request.POST, request.FILES)
    form.is_valid()
    for fault in refused:
        form.add_error("answer", fault)
    if refused:
        return show(request, own, steps, step, form, status=REFUSED)
    if request.POST.get("drop") or request.POST.get("go") == "add":
        return show(request, own, steps, step, form_of(own, step))
    return go_on(request, own, steps, step, form)


def show(
    request: HttpRequest, own: "Application", steps: list[StepOf], step: StepOf, form: Any, *, status: int = 200
) -> HttpResponse:
    """This will render one page of the application with the deadline on it."""
    place = steps.index(step)
    contest: Contest = own.contest
    context = {
        "contest": contest,
        "application": own,
        "deadline": deadline.of_application(own, timezone.now()),
        "step": step,
        "form": form,
        "fields": [(bound, limit_of(step, bound.name)) for bound in form],
        "lead": len(form.fields) == 1 and step.code != "rules",
        "before": address(own, steps[place - 1].code) if place else reverse("contests:apply", args=[contest.code]),
        "number": place + 1,
        "count": len(steps),
        "counted": _("Question %(number)s of %(count)s") % {"number": place + 1, "count": len(steps)},
        "files": attachments.listed(own, step.one["code"]) if step.takes_files else None,
        "to_check": request.GET.get("from") == "check" or request.POST.get("to_check") == "1",
    }
    return render(request, "contests/apply_question.html", context, status=status)
