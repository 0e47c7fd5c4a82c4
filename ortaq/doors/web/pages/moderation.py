"""What moderators hid and why, for everyone; and the author's way to object."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.dialogue import acts as dialogue
from ortaq.civic.dialogue.queries import talk
from ortaq.civic.dialogue.queries.talk import Decided
from ortaq.civic.dialogue.services import talk as talk_services
from ortaq.civic.plans import acts as plan
from ortaq.civic.plans.queries import moderation as plans
from ortaq.civic.plans.services import moderation as plan_services
from ortaq.core.discussion import acts, queries, services
from ortaq.core.matters import addresses
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.doors.web.forms import ObjectionForm

if TYPE_CHECKING:
    from ortaq.core.discussion.models import ModerationAppeal
    from ortaq.core.journal.models import Entry

PAGE = 30
LARGEST = 18
WHAT = {
    acts.COMMENT_HIDDEN: gettext_lazy("A comment"),
    dialogue.IDEA_REJECTED: gettext_lazy("An idea"),
    dialogue.STATEMENT_REJECTED: gettext_lazy("A statement"),
    dialogue.QUESTION_HIDDEN: gettext_lazy("A question at a forum"),
    plan.REMARK_REJECTED: gettext_lazy("A remark on a plan"),
}


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """This will list what was hidden, the newest first: when, what, why, what came of an objection. It names nobody."""
    named = [acts.COMMENT_HIDDEN, *talk.LOGGED, *plans.LOGGED]
    found = queries.moderated(named, before=_before(request), limit=PAGE + 1)
    shown = found[:PAGE]
    pages = addresses.of([entry.matter for entry, _objection in shown if entry.matter.visibility == "public"])
    rows = [_row(entry, objection, pages.get(entry.matter_id, "")) for entry, objection in shown]
    last = shown[-1][0] if len(found) > PAGE else None
    older = f"?{urlencode({'at': last.at.isoformat(), 'before': str(last.pk)})}" if last else ""
    return render(request, "web/moderation_log.html", {"rows": rows, "older": older})


def _row(entry: "Entry", objection: "ModerationAppeal | None", href: str) -> dict[str, Any]:
    return {
        "entry": entry,
        "what": WHAT[entry.act],
        "reason": entry.data.get("reason", ""),
        "href": href,
        "objection": objection,
    }


def _before(request: HttpRequest) -> tuple[datetime, int] | None:
    """Where the page before ended, None for the first page and for anything that is no such place."""
    pk = request.GET.get("before", "")
    try:
        at = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        return None
    if at is None or timezone.is_naive(at) or not (pk.isdecimal() and len(pk) <= LARGEST):
        return None
    return at, int(pk)


def _decided(request: HttpRequest, kind: str, pk: int) -> Decided | plans.Decided | None:
    """What was hidden by which act; None where no moderator hid anything."""
    if kind == "remark":
        return plans.remark_decided(pk)
    if kind == "idea":
        return talk.idea_decided(pk)
    if kind == "statement":
        return talk.statement_decided(pk)
    comment = queries.get(pk, actor_of(request)) if kind == "comment" else None
    entry = queries.hiding_of(comment) if comment else None
    if comment is None or entry is None:
        return None
    return Decided(entry, comment.author_id, comment.state == comment.State.HIDDEN, comment.text, comment.language)


def _hers(request: HttpRequest, kind: str, pk: int) -> Decided | plans.Decided:
    """The same for its author; 404 for everybody else."""
    found = _decided(request, kind, pk)
    if found is None or found.author_id is None or found.author_id != actor_of(request).person_id:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """This will let the author of what was hidden object once, and show her the answer."""
    known = _hers(request, kind, pk)
    form, status = ObjectionForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _object(request, kind, pk, form.cleaned_data["text"])
            except Refused as refused:
                form.add_error("text", sentence(refused))
            else:
                messages.success(request, _("Thank you. Another moderator looks at it and answers."))
                return redirect("web:objection", kind=kind, pk=pk)
    context = {
        "decided": known,
        "reason": known.entry.data.get("reason", ""),
        "objection": queries.objection_to(known.entry),
        "form": form,
        "what": kind,
    }
    return render(request, "web/objection.html", context, status=status)


def _object(request: HttpRequest, kind: str, pk: int, text: str) -> None:
    said: dict[str, Any] = {"text": text, "actor": actor_of(request), "now": timezone.now()}
    if kind == "comment" and (comment := queries.get(pk, actor_of(request))) is not None:
        services.object_to_hiding(comment=comment, **said)
    elif kind == "remark":
        plan_services.object_to(pk=pk, **said)
    else:
        talk_services.object_to(kind=kind, pk=pk, **said)
