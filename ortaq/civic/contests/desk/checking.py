"""The queue of applications, one application with all that is known of it, and what is done with it."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.contests.desk.facts import application_or_404, ask, contest_or_404
from ortaq.civic.contests.forms import desk as forms
from ortaq.civic.contests.queries import applications, desk
from ortaq.civic.contests.services import checking
from ortaq.civic.contests.templatetags.contests import APPLICATION_STATES
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application

PAGE = 30
TABS = ("submitted", "incomplete", "eligible", "not_eligible", "waiting", "funded", "not_funded")
PARTICULARS = (
    ("title", _("Name of the project")), ("summary", _("Summary")), ("asked", _("Sum")),
    ("organisation", _("Organisation")), ("contact", _("How to reach you")),
    ("public_name", _("Name in the list of winners")),
)  # fmt: skip


@never_cache
@require_safe
def queue(request: HttpRequest, code: str) -> HttpResponse:
    """This will list a contest's applications by state, a page at a time."""
    contest = contest_or_404(request, code)
    counts = desk.counts(contest)
    state = request.GET.get("state", "")
    if state not in TABS:
        state = next((one for one in TABS if getattr(counts, one)), TABS[0])
    after = request.GET.get("after", "")
    found = desk.queue(contest, state=state, after=int(after) if after.isdecimal() else 0, limit=PAGE + 1)
    here = reverse("contests_desk:queue", args=[code])
    tabs = [
        {"label": APPLICATION_STATES[one][0], "href": f"{here}?state={one}", "current": one == state, "count": n}
        for one in TABS
        if (n := getattr(counts, one)) or one == state
    ]
    rows = found[:PAGE]
    older = f"?state={state}&after={rows[-1].pk}" if len(found) > PAGE else ""
    context = {"contest": contest, "counts": counts, "tabs": tabs, "rows": rows, "older": older}
    return render(request, "contests_desk/queue.html", context)


def _rules(application: "Application") -> list[dict[str, Any]]:
    """Each rule of eligibility with what is known of it and a small form to say so."""
    found = {check.rule: check for check in applications.checks_of(application)}
    return [
        {
            "rule": rule,
            "label": localized(rule.get("label")) or rule["code"],
            "check": found.get(rule["code"]),
            "form": forms.CheckForm(
                initial={"rule": rule["code"], "state": found[rule["code"]].state if rule["code"] in found else ""},
                auto_id=f"id_{rule['code']}_%s",
            ),
            "declared": rule["code"] in application.declared,
        }
        for rule in application.contest.eligibility
    ]


@never_cache
@require_safe
def page(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show an application with its checks and what may be done with it."""
    application = application_or_404(request, code, number)
    files = applications.files_of(application)
    context = {
        "contest": application.contest,
        "application": application,
        "rules": _rules(application),
        "answers": [
            {"field": one, "value": application.answers.get(one["code"]), "files": files.get(one["code"], [])}
            for one in application.form.fields
        ],
        "missing": applications.completeness(application),
        "objections": applications.objections_of(application),
    }
    return render(request, "contests_desk/application.html", context)


@require_POST
def check(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will note whether one rule is met."""
    application = application_or_404(request, code, number)
    form = forms.CheckForm(request.POST)
    if form.is_valid():
        checking.record_check(application=application, **form.cleaned_data, actor=actor_of(request), now=timezone.now())
        messages.success(request, _("Noted."))
    else:
        messages.error(request, _("Choose one of the answers given."))
    return redirect("contests_desk:application", code=code, number=number)


@require_POST
def let_in(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will let an application go to the jury."""
    application = application_or_404(request, code, number)
    checking.find_eligible(application=application, actor=actor_of(request), now=timezone.now())
    messages.success(request, _("It goes to the jury. The applicant is told."))
    return redirect("contests_desk:queue", code=code)


def _more(request: HttpRequest, application: "Application", data: dict[str, Any]) -> None:
    given = {"codes": data["codes"], "note": data["note"]}
    checking.ask_for_more(application=application, **given, actor=actor_of(request), now=timezone.now())


def _refuse(request: HttpRequest, application: "Application", data: dict[str, Any]) -> None:
    checking.find_not_eligible(
        application=application, reason=data["reason"], actor=actor_of(request), now=timezone.now()
    )


DEEDS = {
    "more": (_("Ask for what is missing"), _("Send it back"), _("Sent back. The applicant is told."), _more),
    "refuse": (_("It does not fit the rules"), _("Turn it down"), _("Turned down. The applicant is told."), _refuse),
}


def _form(way: str, application: "Application", *given: Any) -> Form:
    if way == "refuse":
        return forms.ReasonForm(*given)
    codes = [(code, gettext(str(name))) for code, name in PARTICULARS]
    codes += [(one["code"], localized(one["label"])) for one in application.form.fields]
    return forms.MoreForm(*given, codes=codes)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deed(request: HttpRequest, code: str, number: str, way: str) -> HttpResponse:
    """This will send an application back, or turn it down, with words for its applicant."""
    if way not in DEEDS:
        raise Http404
    application = application_or_404(request, code, number)
    title, button, done, do = DEEDS[way]
    form, status = _form(way, application), 200
    if request.method == "POST":
        form, status = _form(way, application, request.POST), 422
        if form.is_valid():
            status = attempt(form, lambda: do(request, application, form.cleaned_data))
            if not status:
                messages.success(request, done)
                return redirect("contests_desk:queue", code=code)
    back = reverse("contests_desk:application", args=[code, number])
    return ask(request, form, title=title, button=button, back=back, status=status, contest=application.contest)
