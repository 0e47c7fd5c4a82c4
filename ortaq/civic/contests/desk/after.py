"""After the decision: objections with their answers, agreements with their instalments."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.contests.desk.facts import application_or_404, ask, contest_or_404
from ortaq.civic.contests.forms import desk as forms
from ortaq.civic.contests.queries import desk
from ortaq.civic.contests.services import agreeing, objecting
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application, Objection


@never_cache
@require_safe
def objections(request: HttpRequest, code: str) -> HttpResponse:
    """This will list objections, the open ones first."""
    contest = contest_or_404(request, code)
    return render(
        request, "contests_desk/objections.html", {"contest": contest, "objections": desk.objections(contest)}
    )


def _answer(request: HttpRequest, objection: "Objection", data: dict[str, Any]) -> None:
    objecting.answer_objection(
        objection=objection,
        upheld=data["upheld"] == "yes",
        answer=data["answer"],
        granted=data["granted"] or 0,
        public_reason=data["public_reason"],
        actor=actor_of(request),
        now=timezone.now(),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will answer an objection with reasons."""
    contest = contest_or_404(request, code)
    asked = desk.objection(contest, pk)
    if asked is None:
        raise Http404
    form, status = forms.AnswerForm(request.POST or None), 200
    if request.method == "POST":
        status = attempt(form, lambda: _answer(request, asked, form.cleaned_data)) if form.is_valid() else 422
        if not status:
            messages.success(request, _("Answered. The applicant is told."))
            return redirect("contests_desk:objections", code=code)
    back = reverse("contests_desk:objections", args=[code])
    return ask(
        request, form, title=_("Answer the objection"), button=_("Send the answer"), back=back, status=status,
        contest=contest, objection=asked,
    )  # fmt: skip


@never_cache
@require_safe
def agreements(request: HttpRequest, code: str) -> HttpResponse:
    """This will list agreements with their instalments, and winners who have none yet."""
    contest = contest_or_404(request, code)
    context = {
        "contest": contest,
        "agreements": desk.agreements(contest),
        "without": desk.without_agreement(contest),
    }
    return render(request, "contests_desk/agreements.html", context)


def _sign(request: HttpRequest, application: "Application", form: forms.AgreementForm) -> None:
    agreeing.sign_agreement(
        application=application,
        number=form.cleaned_data["number"],
        signed_on=form.cleaned_data["signed_on"],
        parts=form.parts(),
        actor=actor_of(request),
        now=timezone.now(),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will note a signed agreement."""
    application = application_or_404(request, code, number)
    start = {"signed_on": timezone.localdate(), "amount_1": application.granted}
    form, status = forms.AgreementForm(request.POST or None, initial=start), 200
    if request.method == "POST":
        status = attempt(form, lambda: _sign(request, application, form)) if form.is_valid() else 422
        if not status:
            messages.success(request, _("Signed. The winner is told."))
            return redirect("contests_desk:agreements", code=code)
    back = reverse("contests_desk:agreements", args=[code])
    return ask(
        request, form, title=_("A signed agreement"), button=_("Note it"), back=back, status=status,
        contest=application.contest, application=application,
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def instalment(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will note an instalment as paid or withheld."""
    contest = contest_or_404(request, code)
    part = next((one for made in desk.agreements(contest) for one in made.instalments.all() if one.pk == pk), None)
    if part is None:
        raise Http404
    form, status = forms.InstalmentForm(request.POST or None, initial={"on": timezone.localdate()}), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            status = attempt(
                form,
                lambda: agreeing.settle_instalment(
                    instalment=part, paid=data["paid"] == "yes", on=data["on"], note=data["note"],
                    actor=actor_of(request), now=timezone.now(),
                ),
            )  # fmt: skip
            if not status:
                messages.success(request, _("Noted."))
                return redirect("contests_desk:agreements", code=code)
    back = reverse("contests_desk:agreements", args=[code])
    return ask(
        request, form, title=_("An instalment"), button=_("Note it"), back=back, status=status, contest=contest,
        instalment=part,
    )  # fmt: skip
