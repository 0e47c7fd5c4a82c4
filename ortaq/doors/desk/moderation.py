"""What everyone reads, read by a person: appeals held back or shown by the machine's masking, and all talk.

Comments that wait for a look, what readers reported, and the objections of authors to another moderator's decision.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue import acts as dialogue
from ortaq.civic.dialogue.queries import talk
from ortaq.civic.plans import acts as plan
from ortaq.civic.plans.queries import moderation as plans
from ortaq.civic.reception import rules
from ortaq.civic.reception.queries import moderation
from ortaq.core.discussion import acts
from ortaq.core.discussion import queries as discussion
from ortaq.core.discussion import services as discussion_services
from ortaq.core.matters import addresses
from ortaq.core.matters import queries as matters
from ortaq.core.people.refusal import require
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sent
from ortaq.doors.desk.forms import HideForm, ObjectionForm

if TYPE_CHECKING:
    from ortaq.core.discussion.models import Comment, ModerationAppeal

WHAT = {
    acts.COMMENT_HIDDEN: gettext_lazy("A comment"),
    dialogue.IDEA_REJECTED: gettext_lazy("An idea"),
    dialogue.IDEA_HELD: gettext_lazy("An idea"),
    dialogue.STATEMENT_REJECTED: gettext_lazy("A statement"),
    plan.REMARK_REJECTED: gettext_lazy("A remark on a plan"),
}
WHY = {
    "insult": gettext_lazy("insult"),
    "personal": gettext_lazy("personal data"),
    "advertising": gettext_lazy("advertising"),
    "other": gettext_lazy("something else"),
}


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will list what waits for a look: objections, reports, comments, dialogues, plans, appeals; the newest."""
    actor = actor_of(request)
    require(rules.may_moderate(actor))
    waiting, newest = discussion.held(actor), discussion.newest(actor)
    reported = discussion.reported(actor)
    matters_of = [*(one.matter for one in waiting), *(one.matter for one in newest), *(row.matter for row in reported)]
    pages = addresses.of(matters_of)
    context = {
        "held": moderation.held(actor),
        "unread": moderation.unread(actor),
        "comments": _with_pages(newest, pages),
        "waiting": _with_pages(waiting, pages),
        "reported": [
            {"row": row, "why": [WHY[why] for why in row.why], "href": pages.get(row.matter.pk, "")} for row in reported
        ],
        "objections": [{"row": one, "what": WHAT.get(one.entry.act, "")} for one in discussion.objections(actor)],
        "dialogues": talk.waiting(actor),
        "plans": plans.waiting(actor),
        "form": HideForm(),
    }
    return render(request, "desk/moderation.html", context)


def _with_pages(comments: "list[Comment]", pages: dict[int, str]) -> "list[dict[str, Any]]":
    return [{"comment": comment, "href": pages.get(comment.matter_id, "")} for comment in comments]


def _comment_or_404(request: HttpRequest, pk: int) -> "Comment":
    comment = discussion.get(pk, actor_of(request))
    if comment is None:
        raise Http404
    return comment


@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """This will hide a comment with a reason that the log shows."""
    actor = actor_of(request)
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the reason."))
        return redirect("desk:moderation")
    require(rules.may_moderate(actor))
    comment = _comment_or_404(request, pk)
    discussion_services.hide(comment=comment, reason=form.cleaned_data["reason"], actor=actor, now=timezone.now())
    messages.success(request, _("The comment is hidden."))
    return redirect("desk:moderation")


@require_POST
def let_through(request: HttpRequest, pk: int) -> HttpResponse:
    """This will show a comment that waited for a look."""
    require(rules.may_moderate(actor_of(request)))
    comment = _comment_or_404(request, pk)
    discussion_services.let_through(comment=comment, actor=actor_of(request), now=timezone.now())
    messages.success(request, _("The comment is shown."))
    return redirect("desk:moderation")


@require_POST
def let_stand(request: HttpRequest, number: str) -> HttpResponse:
    """This will leave what readers reported as it is: a card, or with "comment" one comment under it."""
    require(rules.may_moderate(actor_of(request)))
    matter = matters.get(number, actor_of(request))
    asked = request.POST.get("comment", "")
    comment = _comment_or_404(request, int(asked)) if asked.isdecimal() and len(asked) < 19 else None  # noqa: PLR2004, an id
    if matter is None:
        raise Http404
    discussion_services.let_stand(matter=matter, comment=comment, actor=actor_of(request), now=timezone.now())
    messages.success(request, _("It stays as it is."))
    return redirect("desk:moderation")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """This will answer an author's objection with reasons; whoever decided cannot answer."""
    actor = actor_of(request)
    require(rules.may_moderate(actor))
    found = discussion.objection(pk, actor)
    if found is None:
        raise Http404
    form = ObjectionForm(request.POST or None)
    status = sent(request, form, lambda: _answer(request, found, form.cleaned_data))
    if not status:
        messages.success(request, _("The answer is public, and its author is told."))
        return redirect("desk:moderation")
    context = {"objection": found, "what": WHAT.get(found.entry.act, ""), "form": form, **_words(found)}
    return render(request, "desk/objection.html", context, status=status)


def _words(objection: "ModerationAppeal") -> dict[str, str]:
    """What was hidden, and its language."""
    comment = discussion.hidden_by(objection.entry)
    if comment is not None:
        return {"words": comment.text, "language": comment.language}
    found = talk.hidden_words([objection.entry]) | plans.hidden_words([objection.entry])
    said, language = found.get(objection.entry_id, ("", ""))
    return {"words": said, "language": language}


def _answer(request: HttpRequest, objection: "ModerationAppeal", data: dict[str, Any]) -> None:
    discussion_services.answer_objection(
        objection=objection, upheld=data["upheld"] == "yes", answer=data["answer"], actor=actor_of(request),
        now=timezone.now(),
    )  # fmt: skip
