"""The jury at the desk: who sits, how far they are, who is close to what."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.contests.desk.facts import ask, contest_or_404
from ortaq.civic.contests.forms import desk as forms
from ortaq.civic.contests.queries import desk, juries
from ortaq.civic.contests.queries.calls import jury_of
from ortaq.civic.contests.services import jury
from ortaq.core.people import queries as people
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.people.rules import normal_phone
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Contest, Juror


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the jury with how far each is; no scores."""
    contest = contest_or_404(request, code)
    context = {
        "contest": contest,
        "progress": juries.progress(contest),
        "short": juries.short_of_jurors(contest),
        "conflicts": juries.conflicts_of(contest),
    }
    return render(request, "contests_desk/jury.html", context)


def _invite(request: HttpRequest, contest: "Contest", data: dict[str, Any]) -> None:
    contact = data["contact"].strip()
    phone = normal_phone(contact)
    found = [
        one
        for one in people.persons_found(contact)
        if contact.lower() == one.email.lower() or (phone and phone == one.phone)
    ]
    if len(found) != 1:
        raise Refused("person", N_("Nobody is known by this phone or e-mail: let the juror sign in here once."))
    jury.invite(
        contest=contest,
        person=found[0],
        public_name=data["public_name"],
        chair=data["chair"],
        languages=data["languages"],
        actor=actor_of(request),
        now=timezone.now(),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """This will give somebody a seat."""
    contest = contest_or_404(request, code)
    form, status = forms.InviteForm(request.POST or None), 200
    if request.method == "POST":
        status = attempt(form, lambda: _invite(request, contest, form.cleaned_data)) if form.is_valid() else 422
        if not status:
            messages.success(request, _("Invited. The juror is told."))
            return redirect("contests_desk:jury", code=code)
    return ask(
        request, form, title=_("Invite into the jury"), button=_("Invite"),
        back=reverse("contests_desk:jury", args=[code]), status=status, contest=contest,
    )  # fmt: skip


def _juror_or_404(contest: "Contest", pk: object) -> "Juror":
    found = next((one for one in jury_of(contest) if str(one.pk) == str(pk)), None)
    if found is None:
        raise Http404
    return found


@require_POST
def leave(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will end a seat."""
    contest = contest_or_404(request, code)
    jury.leave(juror=_juror_or_404(contest, pk), actor=actor_of(request), now=timezone.now())
    messages.success(request, _("The seat is free; what was not handed in can be shared out anew."))
    return redirect("contests_desk:jury", code=code)


def _conflict(request: HttpRequest, contest: "Contest", data: dict[str, Any]) -> None:
    application = desk.application(contest, data["number"].strip().removeprefix("№").strip())
    if application is None:
        raise Refused("number", N_("There is no such application in this contest."))
    jury.declare_conflict(
        juror=_juror_or_404(contest, data["juror"]),
        application=application,
        reason=data["reason"],
        actor=actor_of(request),
        now=timezone.now(),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: HttpRequest, code: str) -> HttpResponse:
    """This will note that a juror is close to an application."""
    contest = contest_or_404(request, code)
    jurors = [(str(one.pk), one.public_name) for one in jury_of(contest)]
    form, status = forms.ConflictForm(request.POST or None, jurors=jurors), 200
    if request.method == "POST":
        status = attempt(form, lambda: _conflict(request, contest, form.cleaned_data)) if form.is_valid() else 422
        if not status:
            messages.success(request, _("Noted: the juror neither sees nor scores it."))
            return redirect("contests_desk:jury", code=code)
    return ask(
        request, form, title=_("A juror is close to an application"), button=_("Note it"),
        back=reverse("contests_desk:jury", args=[code]), status=status, contest=contest,
    )  # fmt: skip
