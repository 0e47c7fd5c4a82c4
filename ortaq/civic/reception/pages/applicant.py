"""What the applicant says about the answer, and what others add: each is one press of a button."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ortaq.civic.reception.forms.applicant import CommentForm, RateForm, ReopenForm
from ortaq.civic.reception.pages import access
from ortaq.civic.reception.pages.detail import appeal_or_404, show
from ortaq.civic.reception.services import applicant as services
from ortaq.core.discussion import queries as discussion_queries
from ortaq.core.discussion import services as discussion
from ortaq.core.matters import queries as matter_queries
from ortaq.core.matters import services as matters
from ortaq.core.people import queries as people
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal
    from ortaq.core.discussion.models import Comment


def back(number: str, anchor: str = "") -> HttpResponse:
    """This will lead back to the appeal."""
    return redirect(reverse("reception:appeal", kwargs={"number": number}) + anchor)


def signed_in(page: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """This will ask a guest to sign in, and bring her back to the appeal."""

    def ask(request: HttpRequest, number: str) -> HttpResponse:
        if actor_of(request).person_id is not None:
            return page(request, number)
        address = reverse("reception:appeal", kwargs={"number": number})
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': address})}")

    return ask


def as_applicant(request: HttpRequest, number: str) -> dict[str, Any]:
    """This will say who speaks, when, and with which code from a slip."""
    return {"actor": actor_of(request), "now": timezone.now(), "access_code": access.code_for(request, number)}


def done(form: Form, field: str, act: Callable[[dict[str, Any]], object]) -> bool:
    """This will do what a form without faults asks for; a refusal stands at the field, and every word is kept."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(field, sentence(refusal))
        return False
    return True


@never_cache
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """This will note that the applicant is content."""
    appeal = appeal_or_404(request, number)
    try:
        services.accept(appeal=appeal, **as_applicant(request, number))
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Thank you. Your word stands on the line of the appeal."))
    return back(number)


@never_cache
@require_POST
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    """This will send the answer back with a reason."""
    appeal, form = appeal_or_404(request, number), ReopenForm(request.POST)

    def send_back(data: dict[str, Any]) -> None:
        services.reopen(appeal=appeal, reason=data["reason"], **as_applicant(request, number))

    if not done(form, "reason", send_back):
        return show(request, appeal, status=422, reopen_form=form)
    messages.success(request, _("Sent back. A new term runs, and the old delay stays on record."))
    return back(number)


@never_cache
@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """This will keep the applicant's mark."""
    appeal, form = appeal_or_404(request, number), RateForm(request.POST)

    def keep_mark(data: dict[str, Any]) -> None:
        services.rate(appeal=appeal, score=data["score"], comment=data["comment"], **as_applicant(request, number))

    if not done(form, "score", keep_mark):
        return show(request, appeal, status=422, rate_form=form)
    messages.success(request, _("Thank you for the mark."))
    return back(number)


@never_cache
@require_POST
@signed_in
def support(request: HttpRequest, number: str) -> HttpResponse:
    """This will say “me too”, once per person."""
    appeal = appeal_or_404(request, number)
    discussion.support(matter=appeal.matter, actor=actor_of(request), now=timezone.now())
    return back(number, "#voices")


@never_cache
@require_POST
@signed_in
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """This will tell the person what happens next, or stop doing so."""
    appeal = appeal_or_404(request, number)
    actor = actor_of(request)
    person = people.person_by_id(actor.person_id)
    if person is not None:
        act = matters.unfollow if matter_queries.follows(appeal.matter, actor) else matters.follow
        act(matter=appeal.matter, person=person, actor=actor, now=timezone.now())
    return back(number, "#voices")


@never_cache
@require_POST
@signed_in
def comment(request: HttpRequest, number: str) -> HttpResponse:
    """This will put a comment under the appeal."""
    appeal, form = appeal_or_404(request, number), CommentForm(request.POST)

    def put(data: dict[str, Any]) -> None:
        discussion.comment(
            matter=appeal.matter,
            text=data["text"],
            reply_to=reply_to(request, appeal),
            form_token=data["form_token"] or None,
            actor=actor_of(request),
            now=timezone.now(),
        )

    if not done(form, "text", put):
        return show(request, appeal, status=422, comment_form=form)
    return back(number, "#voices")


def reply_to(request: HttpRequest, appeal: "Appeal") -> "Comment | None":
    """This will find the comment that is answered, if the page names one of this appeal."""
    wanted = request.POST.get("reply_to", "")
    thread = discussion_queries.thread(appeal.matter, actor_of(request))
    return next((found for found in thread if str(found.pk) == wanted), None) if wanted else None
