"""My application: where it stands, what was checked, what came of it and why."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.contests import rules
from ortaq.civic.contests.forms.applying import ObjectionForm
from ortaq.civic.contests.pages import deadline, review
from ortaq.civic.contests.pages.entry import REFUSED, contest_or_404, own_or_404
from ortaq.civic.contests.pages.steps import steps_of
from ortaq.civic.contests.pages.terms import rule_words
from ortaq.civic.contests.pages.way import way
from ortaq.civic.contests.queries import applications, results, standings
from ortaq.civic.contests.services import applying, objecting
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application

CONFLICT = 409
SENT_STATES = ("draft", "withdrawn")
"""Of these the page of an application has nothing to tell yet."""


@never_cache
@require_safe
def page(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show an application to its applicant; others are led to where they may read of it."""
    actor, contest = actor_of(request), contest_or_404(request, code)
    found = applications.get(number, actor)
    if found is not None and found.contest_id == contest.pk and found.applicant_id != actor.person_id:
        return redirect("contests_desk:application", code=code, number=number)
    if found is None and any(one.number == number for one in results.winners(contest)):
        return redirect("contests:contest", code=code)
    own = own_or_404(request, code, number)
    if own.state == "draft":
        return redirect("contests:apply", code=code)
    return render(request, "contests/application.html", context_of(request, own))


def context_of(request: HttpRequest, own: "Application") -> dict[str, Any]:
    """This will give what the page of an application says."""
    actor, now = actor_of(request), timezone.now()
    found = {check.rule: check.state for check in applications.checks_of(own)}
    objections, agreement = applications.objections_of(own), applications.agreement_of(own)
    return {
        "contest": own.contest,
        "application": own,
        "shown": applications.shown_state(own),
        "deadline": deadline.of_application(own, now),
        "rights": applications.rights(own, now=now),
        "may_start": applications.may_start(own.contest, actor, now),
        "checks": [(rule_words(rule), found.get(rule["code"], "unknown")) for rule in own.contest.eligibility],
        "asked": [step.label for step in steps_of(own)] if own.state == "incomplete" else [],
        "reasons": results.reasons(own, actor),
        "standing": standings.standing_of(own) if own.band else None,
        "objections": objections,
        "agreement": agreement,
        "stops": way(own, applications.way_of(own), objections, agreement),
        "rows": review.rows(own),
    }


@never_cache
@require_safe
def sent(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will say that the application is in: its number, the second it came in by the server, what follows."""
    own = own_or_404(request, code, number)
    if own.state in SENT_STATES:
        return redirect("contests:application", code=code, number=number)
    drafts = [f"apply-{code}-{step}" for step in _all_steps(own)]
    return render(request, "contests/sent.html", {"contest": own.contest, "application": own, "drafts": drafts})


def _all_steps(own: "Application") -> list[str]:
    return ["project", "sum", "rules", "who", "contact", "name", *(f"q-{one['code']}" for one in own.form.fields)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will ask once more, and take the application back."""
    own = own_or_404(request, code, number)
    may = rules.application_can_become(own.state, "withdrawn")
    refusal, status = "", 200
    if request.method == "POST":
        try:
            applying.withdraw(application=own, actor=actor_of(request), now=timezone.now())
        except Refused as refused:
            refusal, status = sentence(refused), CONFLICT
        else:
            messages.success(request, _("Your application is withdrawn."))
            return redirect("contests:application", code=code, number=number)
    elif not may:
        raise Http404
    context = {"contest": own.contest, "application": own, "refusal": refusal}
    return render(request, "contests/withdraw.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will take an objection within its window; outside it the page says so and keeps the words."""
    own = own_or_404(request, code, number)
    form, status = ObjectionForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            objecting.object_to(application=own, text=text, actor=actor_of(request), now=timezone.now())
        except Refused as refused:
            form.add_error("text", sentence(refused))
            status = CONFLICT if refused.code == "second" else REFUSED
        else:
            messages.success(request, _("Your objection is in. The answer will stand on this page."))
            return redirect("contests:application", code=code, number=number)
    context = {
        "contest": own.contest,
        "application": own,
        "form": form,
        "rights": applications.rights(own, now=timezone.now()),
        "reason": own.reason,
    }
    return render(request, "contests/object.html", context, status=status)
