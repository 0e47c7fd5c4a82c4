"""The jury's room: a juror is a person with a seat, an office she need not hold."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.contests.forms import desk as forms
from ortaq.civic.contests.queries import calls, desk, juries
from ortaq.civic.contests.queries.applications import blinded
from ortaq.civic.contests.services import deciding, jury, scoring
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui.requests import NEEDS_ACCOUNT, actor_of
from ortaq.core.ui.sentences import attempt
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Review


def _juror(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor.person_id is None:
        raise Refused(NEEDS_ACCOUNT, N_("Sign in to go on."))
    return actor


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list the juries a person sits in."""
    return render(request, "contests_jury/list.html", {"seats": juries.seats(_juror(request))})


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a juror her work in one contest: what is to score, what is handed in."""
    actor = _juror(request)
    contest = calls.get(code, actor)
    seat = juries.seat(contest, actor) if contest is not None else None
    if contest is None or seat is None:
        raise Http404
    reviews = juries.reviews_of(seat)
    context = {
        "contest": contest,
        "seat": seat,
        "criteria": calls.criteria_of(contest),
        "reviews": [(one, blinded(one.application, one.application.title)) for one in reviews],
        "done": sum(one.state == "submitted" for one in reviews),
        "may_settle": seat.chair and contest.state == "decided" and bool(desk.waiting(contest)),
    }
    return render(request, "contests_jury/contest.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, code: str) -> HttpResponse:
    """This will let the chair say which of those the scores cannot tell apart are funded, and why."""
    actor = _juror(request)
    contest = calls.get(code, actor)
    seat = juries.seat(contest, actor) if contest is not None else None
    if contest is None or seat is None or not seat.chair:
        raise Http404
    waiting = desk.waiting(contest)
    names = [(one.matter.number, f"№ {one.matter.number} · {blinded(one, one.title)}") for one in waiting]
    form, status = forms.TalkForm(request.POST or None, waiting=names), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            chosen = [one for one in waiting if one.matter.number in form.cleaned_data["funded"]]
            status = attempt(
                form,
                lambda: deciding.settle_by_talk(
                    contest=contest, funded=chosen, reasons=form.cleaned_data["reasons"], actor=actor,
                    now=timezone.now(),
                ),
            )  # fmt: skip
            if not status:
                messages.success(request, _("Settled."))
                return redirect("contests_jury:contest", code=code)
    back = reverse("contests_jury:contest", args=[code])
    context = {"form": form, "contest": contest, "waiting": waiting, "back": back}
    return render(request, "contests_jury/talk.html", context, status=status)


def _review_or_404(request: HttpRequest, code: str, number: str) -> "Review":
    review = juries.review(number, _juror(request))
    if review is None or review.application.contest.code != code:
        raise Http404
    return review


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show an application without names and take the juror's scores: kept, or handed in and locked."""
    asked = _review_or_404(request, code, number)
    contest = asked.application.contest
    criteria = [(one, localized(one.title), localized(one.hint)) for one in calls.criteria_of(contest)]
    start = {f"score_{code}": value for code, value in juries.scores_of(asked).items()} | {"comment": asked.comment}
    form, status = forms.ScoresForm(initial=start, criteria=criteria), 200
    if request.method == "POST":
        form, status = forms.ScoresForm(request.POST, criteria=criteria, whole="hand_in" in request.POST), 422
        if form.is_valid():
            act = scoring.submit_review if "hand_in" in request.POST else scoring.save_scores
            status = attempt(
                form,
                lambda: act(
                    review=asked, scores=form.scores(), comment=form.cleaned_data["comment"],
                    actor=actor_of(request), now=timezone.now(),
                ),
            )  # fmt: skip
            if not status:
                handed = "hand_in" in request.POST
                messages.success(request, _("Handed in and locked.") if handed else _("Kept. Only you see it."))
                return redirect("contests_jury:contest", code=code)
    context = {
        "contest": contest,
        "review": asked,
        "entry": juries.blind_entry(asked.application),
        "form": form,
        "locked": asked.state == "submitted",
        "others": juries.others_reviews(asked.application, actor_of(request)),
    }
    return render(request, "contests_jury/review.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will let a juror say she is close to an application: it leaves her desk."""
    asked = _review_or_404(request, code, number)
    form, status = forms.CloseForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = attempt(
                form,
                lambda: jury.declare_conflict(
                    juror=asked.juror, application=asked.application, reason=form.cleaned_data["reason"],
                    actor=actor_of(request), now=timezone.now(),
                ),
            )  # fmt: skip
            if not status:
                messages.success(request, _("Thank you. Somebody else will score it."))
                return redirect("contests_jury:contest", code=code)
    back = reverse("contests_jury:review", args=[code, number])
    context = {"form": form, "contest": asked.application.contest, "number": number, "back": back}
    return render(request, "contests_jury/close.html", context, status=status)
