"""The page of an appeal: what was said, who answers and by when, what was done."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.reception.forms.applicant import CommentForm, RateForm, ReopenForm
from ortaq.civic.reception.pages import access, timeline
from ortaq.civic.reception.queries import detail, nearby
from ortaq.core.deadlines import queries as deadlines
from ortaq.core.matters import queries as matters
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal, Assignment
    from ortaq.core.deadlines.models import Clock
    from ortaq.core.files.models import StoredFile

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A clock as the page tells it."""

    body: Any
    clock: "Clock"
    left: int | None
    """Working days to the due day; negative when it has passed; None when the clock has stopped."""
    late: bool
    skipped: list[date]
    """Days off on which people usually work; weekends need no naming."""


def appeal_or_404(request: HttpRequest, number: str) -> "Appeal":
    """This will give an appeal this visitor may see; "not yours" looks like "not there"."""
    appeal = detail.get(number, actor_of(request), access.code_for(request, number))
    if appeal is None:
        raise Http404
    return appeal


@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    """This will show an appeal to everyone, and to its applicant with her own words and rights."""
    return show(request, appeal_or_404(request, number))


def show(request: HttpRequest, appeal: "Appeal", *, status: int = 200, **forms: Any) -> HttpResponse:
    """This will render the page; `forms` are those that came back with faults."""
    today = timezone.localdate()
    actor = actor_of(request)
    story = detail.story(appeal, actor, access.code_for(request, appeal.matter.number), today)
    photos = [file for file in story.files if file.purpose == "photo"]
    context = {
        "story": story,
        "appeal": appeal,
        "matter": appeal.matter,
        "today": today,
        "stops": timeline.line(story, today),
        "terms": terms(story, today),
        "photos": photos,
        "fixes": fixes(story, photos),
        "similar": nearby.similar(appeal),
        "follows": matters.follows(appeal.matter, actor),
        "address": request.build_absolute_uri(request.path),
        "reopen_form": ReopenForm(),
        "rate_form": RateForm(initial={"score": appeal.score}),
        "comment_form": CommentForm(initial={"form_token": secrets.token_urlsafe(24)}),
        **forms,
    }
    response = render(request, "reception/appeal.html", context, status=status)
    if actor.person_id is not None or story.reads_all:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, private=True, max_age=15)
    return response


def terms(story: detail.Story, today: date) -> list[Term]:
    """This will give the clocks that say something to a resident: those of answers, the newest first."""
    bodies = {assignment.body_id: assignment.body for assignment in story.assignments}
    calendar = None
    found = []
    for clock in story.clocks:
        if clock.duty != "answer":
            continue
        left = None
        if clock.stopped_at is None:
            calendar = calendar or deadlines.calendar_in_force()[1]
            left = days_left(today, clock.due_on, calendar)
        days = [day for day in map(date.fromisoformat, clock.skipped) if day.weekday() < SATURDAY]
        late = clock.stopped_at is None and clock.due_on < today
        found.append(Term(bodies.get(clock.body_id), clock, left, late, days))
    return list(reversed(found))


def days_left(today: date, due_on: date, calendar: Any) -> int:
    """This will count the working days that are left; negative ones are days of delay."""
    from ortaq.core.deadlines.rules import working_days_between

    if due_on < today:
        return -working_days_between(due_on, today, calendar)
    return working_days_between(today, due_on, calendar)


def fixes(story: detail.Story, photos: "list[StoredFile]") -> list[dict[str, Any]]:
    """This will pair each finished work with a photo from before it, if both are there."""
    before = next((photo for photo in photos if photo.state == "ready"), None)
    return [
        {
            "fix": fix,
            "after": fix.evidence if fix.evidence and fix.evidence.state == "ready" else None,
            "before": before,
        }
        for fix in reversed(story.fixes)
    ]


@never_cache
@require_safe
def filed(request: HttpRequest, number: str) -> HttpResponse:
    """This will say that the appeal has been received: its number, due day, code and what comes next."""
    appeal = appeal_or_404(request, number)
    code = access.code_for(request, number)
    story = detail.story(appeal, actor_of(request), code, timezone.localdate())
    if not story.is_applicant:
        raise Http404
    context = {
        "story": story,
        "appeal": appeal,
        "matter": appeal.matter,
        "today": timezone.localdate(),
        "terms": terms(story, timezone.localdate()),
        "code": appeal.access_code,
        "address": request.build_absolute_uri(f"/{get_language()}/appeals/{number}/"),
        "why": story.why.get(story.lead.id, {}) if story.lead else {},
    }
    return render(request, "reception/filed.html", context)


@require_safe
def routing(request: HttpRequest, number: str) -> HttpResponse:
    """This will give the record by which anyone recomputes why the appeal went where it went."""
    appeal = appeal_or_404(request, number)
    story = detail.story(appeal, actor_of(request), access.code_for(request, number))
    routed: list[Assignment] = [found for found in story.assignments if found.table_id is not None]
    record = detail.routing_record(routed[0]) if routed else None
    if record is None:
        raise Http404
    return JsonResponse(record, json_dumps_params={"ensure_ascii": False, "indent": 1})
