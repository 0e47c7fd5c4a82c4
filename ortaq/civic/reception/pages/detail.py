"""The page of an appeal: what was said, who answers and by when, what was done."""

import secrets
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.reception.forms.applicant import CommentForm, RateForm, ReopenForm
from ortaq.civic.reception.pages import access
from ortaq.civic.reception.queries import detail, nearby
from ortaq.civic.reception.queries.clocks import terms
from ortaq.civic.reception.templatetags import reception_line
from ortaq.core.matters import queries as matters
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal, Assignment
    from ortaq.core.files.models import StoredFile


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
        "stops": reception_line.line(story, today),
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


@never_cache
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
