"""What the applicant says about the answer, and what others add: each is one press of a button."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ortaq.civic.reception.forms.applicant import CommentForm, RateForm, ReopenForm
from ortaq.civic.reception.forms.sentences import sentence
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
        from django.conf import settings

        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': address})}")

    return ask


@never_cache
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """This will note that the applicant is content."""
    appeal = appeal_or_404(request, number)
    try:
        services.accept(
            appeal=appeal,
            actor=actor_of(request),
            now=timezone.now(),
            access_code=access.code_for(request, number),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Thank you. Your word stands on the line of the appeal."))
    return back(number)


@never_cache
@require_POST
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    """This will send the answer back with a reason."""
    appeal = appeal_or_404(request, number)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            services.reopen(
                appeal=appeal,
                reason=form.cleaned_data["reason"],
                actor=actor_of(request),
                now=timezone.now(),
                access_code=access.code_for(request, number),
            )
        except Refused as refusal:
            form.add_error("reason", sentence(refusal))
        else:
            messages.success(request, _("Sent back. A new term runs, and the old delay stays on record."))
            return back(number)
    return show(request, appeal, status=422, reopen_form=form)


@never_cache
@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """This will keep the applicant's mark."""
    appeal = appeal_or_404(request, number)
    form = RateForm(request.POST)
    if form.is_valid():
        try:
            services.rate(
                appeal=appeal,
                score=form.cleaned_data["score"],
                comment=form.cleaned_data["comment"],
                actor=actor_of(request),
                now=timezone.now(),
                access_code=access.code_for(request, number),
            )
        except Refused as refusal:
            form.add_error("score", sentence(refusal))
        else:
            messages.success(request, _("Thank you for the mark."))
            return back(number)
    return show(request, appeal, status=422, rate_form=form)


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
    appeal = appeal_or_404(request, number)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            discussion.comment(
                matter=appeal.matter,
                text=form.cleaned_data["text"],
                reply_to=reply_to(request, appeal),
                form_token=form.cleaned_data["form_token"] or None,
                actor=actor_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("text", sentence(refusal))
        else:
            return back(number, "#voices")
    return show(request, appeal, status=422, comment_form=form)


def reply_to(request: HttpRequest, appeal: "Appeal") -> "Comment | None":
    """This will find the comment that is answered, if the page names one of this appeal."""
    wanted = request.POST.get("reply_to", "")
    thread = discussion_queries.thread(appeal.matter, actor_of(request))
    return next((found for found in thread if str(found.pk) == wanted), None) if wanted else None
