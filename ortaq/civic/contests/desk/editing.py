"""Writing the call: its parts, the form builder, the rubric."""

from itertools import count
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.contests.desk.facts import ask, contest_or_404
from ortaq.civic.contests.forms.calls import PARTS, RULE_KINDS, RuleForm
from ortaq.civic.contests.forms.questions import QuestionForm, RubricForm
from ortaq.civic.contests.queries.calls import criteria_of, form_of
from ortaq.civic.contests.services import calls
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Contest

TITLES = {
    "words": _("Title and text"),
    "terms": _("Days and rules of time"),
    "money": _("Money"),
    "prize": _("Prize"),
}
SAVED = _("Saved.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """This will change one part of the call; a refusal keeps every word."""
    contest = contest_or_404(request, code)
    kind = PARTS.get(part)
    other = {"money": "prize", "prize": "grant"}
    if kind is None or contest.award == other.get(part):
        raise Http404
    form, status = kind(initial=kind.start(contest)), 200
    if request.method == "POST":
        form, status = kind(request.POST), 422
        if form.is_valid():
            status = attempt(form, lambda: _change(request, contest, form.changes()))
            if not status:
                messages.success(request, SAVED)
                return redirect("contests_desk:contest", code=code)
    back = reverse("contests_desk:contest", args=[code])
    return ask(request, form, title=TITLES[part], button=_("Save"), back=back, status=status, contest=contest)


def _change(request: HttpRequest, contest: "Contest", changes: dict[str, Any]) -> None:
    calls.change_contest(contest=contest, changes=changes, actor=actor_of(request), now=timezone.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def eligibility(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the rules of who may apply; its buttons take one out ("out:0")."""
    contest = contest_or_404(request, code)
    found = list(contest.eligibility)
    if request.method == "POST":
        _out, _colon, where = request.POST.get("deed", "").partition(":")
        if not where.isdecimal() or int(where) >= len(found):
            raise Http404
        del found[int(where)]
        _change(request, contest, {"eligibility": found})
        messages.success(request, SAVED)
        return redirect("contests_desk:eligibility", code=code)
    kinds = dict(RULE_KINDS)
    rows = [(rule, kinds[rule["kind"]]) for rule in found]
    context = {"contest": contest, "rows": rows, "kinds": RULE_KINDS, "place": len(found)}
    return render(request, "contests_desk/eligibility.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, code: str, kind: str, place: int) -> HttpResponse:
    """This will change the rule at a place (from 0), or add one of a kind at the place after the last."""
    contest = contest_or_404(request, code)
    found, kinds = list(contest.eligibility), dict(RULE_KINDS)
    there = found[place] if place < len(found) else None
    if kind not in kinds or place > len(found) or (there is not None and there["kind"] != kind):
        raise Http404
    questions = [(str(one["code"]), localized(one["label"])) for one in _fields(contest)]
    form, status = RuleForm(initial=RuleForm.start(there or {}), kind=kind, questions=questions), 200
    if request.method == "POST":
        form, status = RuleForm(request.POST, kind=kind, questions=questions), 422
        if form.is_valid():
            taken = {one["code"] for one in found}
            name = there["code"] if there else next(f"{kind}{n}" for n in count(1) if f"{kind}{n}" not in taken)
            found[place : place + 1] = [form.rule(name)]
            status = attempt(form, lambda: _change(request, contest, {"eligibility": found}))
            if not status:
                messages.success(request, SAVED)
                return redirect("contests_desk:eligibility", code=code)
    back = reverse("contests_desk:eligibility", args=[code])
    return ask(request, form, title=kinds[kind], button=_("Save the rule"), back=back, status=status, contest=contest)


def _fields(contest: "Contest") -> list[dict[str, Any]]:
    form = form_of(contest)
    return list(form.fields) if form else []


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the questions; its buttons move one up or take it out ("up:2", "out:0")."""
    contest = contest_or_404(request, code)
    fields = _fields(contest)
    if request.method == "POST":
        deed, _colon, where = request.POST.get("deed", "").partition(":")
        place = int(where) if where.isdecimal() else -1
        if not 0 <= place < len(fields):
            raise Http404
        taken = fields.pop(place)
        if deed == "up":
            fields.insert(max(place - 1, 0), taken)
        calls.save_form(contest=contest, fields=fields, actor=actor_of(request), now=timezone.now())
        messages.success(request, SAVED)
        return redirect("contests_desk:form", code=code)
    return render(request, "contests_desk/questions.html", {"contest": contest, "fields": fields})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str, place: int) -> HttpResponse:
    """This will change the question at a place (from 0), or add one at the place after the last."""
    contest = contest_or_404(request, code)
    fields = _fields(contest)
    if place > len(fields):
        raise Http404
    start = QuestionForm.start(fields[place]) if place < len(fields) else {"jury": True, "type": "short_text"}
    form, status = QuestionForm(initial=start), 200
    if request.method == "POST":
        form, status = QuestionForm(request.POST), 422
        if form.is_valid():
            fields[place : place + 1] = [form.field()]
            status = attempt(
                form,
                lambda: calls.save_form(contest=contest, fields=fields, actor=actor_of(request), now=timezone.now()),
            )
            if not status:
                messages.success(request, SAVED)
                return redirect("contests_desk:form", code=code)
    back = reverse("contests_desk:form", args=[code])
    title = _("A question") if place < len(start) and place < len(fields) else _("A new question")
    return ask(request, form, title=title, button=_("Save the question"), back=back, status=status, contest=contest)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest, code: str) -> HttpResponse:
    """This will replace the rubric."""
    contest = contest_or_404(request, code)
    form, status = RubricForm(initial=RubricForm.start(criteria_of(contest))), 200
    if request.method == "POST":
        form, status = RubricForm(request.POST), 422
        if form.is_valid():
            status = attempt(
                form,
                lambda: calls.save_rubric(
                    contest=contest, lines=form.lines(), actor=actor_of(request), now=timezone.now()
                ),
            )
            if not status:
                messages.success(request, SAVED)
                return redirect("contests_desk:contest", code=code)
    back = reverse("contests_desk:contest", args=[code])
    return ask(
        request, form, title=_("Criteria of the jury"), button=_("Save"), back=back, status=status, contest=contest
    )
