"""The list of contests, a new one, and the page where one is led from step to step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.contests import rules
from ortaq.civic.contests.desk.facts import ask, contest_or_404
from ortaq.civic.contests.desk.steps import offered
from ortaq.civic.contests.forms.calls import NewForm
from ortaq.civic.contests.queries import calls as contests
from ortaq.civic.contests.queries import desk, results
from ortaq.civic.contests.services import calls
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt
from ortaq.core.ui.templatetags.ui_formats import localized

PLACES = ("draft", "open", "closed", "judging", "decided", "appeals", "final")
STEPS = (
    _("Write"), _("Applications"), _("Check"), _("Jury"), _("Decision"), _("Objections"), _("Finished"),
)  # fmt: skip


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list the contests of the actor's bodies."""
    actor = actor_of(request)
    return render(request, "contests_desk/list.html", {"contests": desk.contests(actor), "may_begin": _bodies(request)})


def _bodies(request: HttpRequest) -> list[tuple[str, str]]:
    actor = actor_of(request)
    return [
        (str(pk), localized(body.name))
        for pk, body in territory.bodies().items()
        if rules.may_organise(actor, body_id=pk)
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """This will begin a contest as a draft."""
    bodies = _bodies(request)
    if not bodies:
        raise Refused("not_organiser", N_("Officers, heads and administrators begin contests."))
    form = NewForm(request.POST or None, bodies=bodies)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = attempt(form, lambda: _open(request, form))
            if not status:
                messages.success(request, _("A draft: nobody else sees it yet."))
                return redirect("contests_desk:contest", code=form.cleaned_data["code"])
    back = reverse("contests_desk:contests")
    return ask(request, form, title=_("A new contest"), button=_("Begin"), back=back, status=status)


def _open(request: HttpRequest, form: NewForm) -> None:
    data = form.cleaned_data
    body = territory.bodies()[int(data["body"])]
    calls.open_contest(
        code=data["code"],
        body=body,
        territory=body.territory,
        title=form.title(),
        award=data["award"],
        opens_at=data["opens_at"],
        closes_at=data["closes_at"],
        actor=actor_of(request),
        now=timezone.now(),
    )


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show where a contest stands, what is written, and what comes next."""
    contest = contest_or_404(request, code)
    counts = desk.counts(contest)
    context = {
        "contest": contest,
        "counts": counts,
        "place": PLACES.index(contest.state) + 1,
        "steps": STEPS,
        "tasks": _tasks(contest, counts),
        "offers": offered(contest, actor_of(request)),
        "records": results.records(contest),
    }
    return render(request, "contests_desk/contest.html", context)


def _tasks(contest: Any, counts: desk.Counts) -> list[dict[str, Any]]:
    """The parts of the call and of the work, each with how far it is."""
    form, criteria, jury = contests.form_of(contest), contests.criteria_of(contest), contests.jury_of(contest)
    whole = all(getattr(contest, name).get("kk") for name in ("title", "summary", "text"))
    money = "money" if contest.award == "grant" else "prize"
    questions = len(form.fields) if form else 0
    parts = [
        ("edit", "words", _("Title and text"), whole, ""),
        ("edit", "terms", _("Days and rules of time"), True, ""),
        ("edit", money, _("Money") if money == "money" else _("Prize"), bool(contest.cap or contest.places), ""),
        ("eligibility", "", _("Who may apply"), True, _count(len(contest.eligibility), "rule")),
        ("form", "", _("Questions of the application"), bool(questions), _count(questions, "question")),
        ("criteria", "", _("Criteria of the jury"), bool(criteria), _count(len(criteria), "criterion")),
        ("jury", "", _("The jury"), bool(jury), _count(len(jury), "juror")),
        ("queue", "", _("Applications"), not counts.submitted, _count(counts.sent, "application")),
        ("objections", "", _("Objections"), not counts.open_objections, _count(counts.open_objections, "objection")),
    ]
    if contest.award == "grant" and contest.state in ("appeals", "final"):
        parts.append(("agreements", "", _("Agreements and instalments"), not desk.without_agreement(contest), ""))
    return [
        {
            "label": label,
            "href": reverse(f"contests_desk:{name}", args=[contest.code, *([part] if part else [])]),
            "word": _("in order") if done else _("to do"),
            "tone": "good" if done else "wait",
            "hint": hint,
        }
        for name, part, label, done, hint in parts
    ]


def _count(n: int, what: str) -> str:
    said = {
        "rule": ngettext("%(n)d rule", "%(n)d rules", n),
        "question": ngettext("%(n)d question", "%(n)d questions", n),
        "criterion": ngettext("%(n)d criterion", "%(n)d criteria", n),
        "juror": ngettext("%(n)d juror", "%(n)d jurors", n),
        "application": ngettext("%(n)d application", "%(n)d applications", n),
        "objection": ngettext("%(n)d open objection", "%(n)d open objections", n),
    }
    return said[what] % {"n": n}
