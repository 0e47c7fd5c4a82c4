"""What is said under a card of a process: read by everyone, drafted as a guest, written by who has signed in."""

import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.dialogue.forms.talk import CommentForm, ReportForm
from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.processes import settle_cache
from ortaq.civic.dialogue.queries import ideas, processes
from ortaq.civic.dialogue.queries import talk as queries
from ortaq.civic.dialogue.rules import phases
from ortaq.civic.dialogue.services import talk as services
from ortaq.core.discussion import queries as discussion
from ortaq.core.discussion import services as discussion_services
from ortaq.core.matters import queries as matters
from ortaq.core.matters.localized import words
from ortaq.core.people.refusal import Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process
    from ortaq.core.discussion.models import Comment
    from ortaq.core.matters.models import Matter

DRAFT = "talk_draft"
"""What a guest typed before she signed in: one comment is kept, the newest."""
FIELDS = ("text", "side", "form_token")
PAGE = 30


def card_or_404(request: HttpRequest, code: str, card: str) -> "tuple[Process, Matter]":
    """This will give a process and a public card of it."""
    process = queries.with_phases(process_or_404(request, code))
    matter = queries.card(process, card)
    if matter is None:
        raise Http404
    return process, matter


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, code: str, card: str) -> HttpResponse:
    """This will show what is said under a card and take a comment; a guest's words wait while she signs in."""
    process, matter = card_or_404(request, code, card)
    answers = _answered(request, matter)
    if request.method != "POST":
        draft = _draft(request, card) or {"form_token": secrets.token_urlsafe(24)}
        return _page(request, process, matter, _form(request, process, answers, initial=draft), answers)
    form = _form(request, process, answers, data=request.POST)
    if actor_of(request).person_id is None:
        return _sign_in_first(request, card)
    if form.is_valid():
        try:
            comment = _write(request, process, matter, form, answers)
        except Refused as refused:
            form.add_error("side" if refused.code == "no_side" and "side" in form.fields else "text", sentence(refused))
        else:
            request.session.pop(DRAFT, None)
            if comment.state == comment.State.HELD:
                messages.success(request, _("Thank you. A moderator reads it before everyone does."))
            return redirect(f"{reverse('dialogue:talk', args=[code, card])}{_to(comment)}")
    return _page(request, process, matter, form, answers, status=422)


def _to(comment: "Comment") -> str:
    """The page a comment stands on begins just before it."""
    first = comment.reply_to_id or comment.pk
    return f"?after={first - 1}#comment-{comment.pk}"


def _answered(request: HttpRequest, matter: "Matter") -> "Comment | None":
    """The comment that is answered, if the address names one that is shown here."""
    asked = read_whole(request.GET.get("reply", ""))
    found = discussion.get(asked, actor_of(request)) if asked else None
    return found if found is not None and found.matter_id == matter.pk and found.state == found.State.SHOWN else None


def _form(request: HttpRequest, process: "Process", answers: "Comment | None", **given: Any) -> CommentForm:
    return CommentForm(**given, columns=process.columns and answers is None, bodies=_bodies(request))


def _bodies(request: HttpRequest) -> list[tuple[str, str]]:
    """The bodies the actor may speak for, by code and name."""
    actor = actor_of(request)
    if not (actor.strong and actor.offices):
        return []
    known = territory.bodies()
    mine = (known[pk] for pk in actor.body_ids if pk in known)
    return sorted((body.code, words(body.short_name, language())) for body in mine)


def _draft(request: HttpRequest, card: str) -> dict[str, str]:
    kept = request.session.get(DRAFT)
    return {name: kept[name] for name in FIELDS if name in kept} if kept and kept.get("card") == card else {}


def _sign_in_first(request: HttpRequest, card: str) -> HttpResponse:
    """Keep a guest's words and lead her to signing in, and back to the form."""
    given = {name: request.POST.get(name, "")[:4000] for name in FIELDS}
    request.session[DRAFT] = given | {"card": card}
    back = f"{request.get_full_path()}#write"
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")


def _write(
    request: HttpRequest, process: "Process", matter: "Matter", form: CommentForm, answers: "Comment | None"
) -> "Comment":
    data = form.cleaned_data
    speaks_for = data.get("speaks_for", "")
    return services.comment(
        process=process,
        matter=matter,
        text=data["text"],
        side=data.get("side", ""),
        reply_to=answers,
        body=territory.bodies_by_code().get(speaks_for) if speaks_for else None,
        form_token=data["form_token"] or None,
        actor=actor_of(request),
        now=timezone.now(),
    )


def _page(
    request: HttpRequest,
    process: "Process",
    matter: "Matter",
    form: CommentForm,
    answers: "Comment | None",
    *,
    status: int = 200,
) -> HttpResponse:
    after = read_whole(request.GET.get("after", ""))
    said = discussion.talk(matter, actor_of(request), columns=process.columns, after=after, limit=PAGE)
    spans = processes.spans(process)
    context = {
        "process": process,
        "tab": "ideas" if matter.kind == "idea" else "",
        "matter": matter,
        "talk": said,
        "here": reverse("dialogue:talk", args=[process.code, matter.number]),
        "first": not after,
        "answers": answers,
        "form": form,
        "may": phases.may_now(phases.Deed.COMMENT, spans, state=process.state, now=timezone.now()),
    }
    return settle_cache(request, render(request, "dialogue/talk.html", context, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str, card: str, comment: int | None = None) -> HttpResponse:
    """This will ask a moderator to look at a comment, or at the thing on the card itself; once a person."""
    process, matter = card_or_404(request, code, card)
    said = discussion.get(comment, actor_of(request)) if comment else None
    if comment and (said is None or said.matter_id != matter.pk):
        raise Http404
    if actor_of(request).person_id is None:
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")
    form, status = ReportForm(request.POST or None), 200
    here = reverse("dialogue:talk", args=[code, card])
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _report(request, matter, said, form.cleaned_data["why"])
            except Refused as refused:
                form.add_error("why", sentence(refused))
            else:
                return redirect(here)
    context = {"process": process, "tab": "", "matter": matter, "comment": said, "form": form, "back": here}
    return render(request, "dialogue/report.html", context, status=status)


def _report(request: HttpRequest, matter: "Matter", comment: "Comment | None", why: str) -> None:
    fresh = discussion_services.report(
        matter=matter, comment=comment, why=why, actor=actor_of(request), now=timezone.now()
    )
    if fresh:
        messages.success(request, _("Thank you. A moderator looks at it."))
    else:
        messages.info(request, _("You have reported this already. A moderator looks at it."))


@require_safe
def languages(request: HttpRequest, code: str, card: str) -> HttpResponse:
    """This will show what a resident wrote beside its translations, each with how far it can be trusted."""
    process, matter = card_or_404(request, code, card)
    idea = ideas.get(process, card, actor_of(request))
    if idea is None:
        raise Http404
    context = {"process": process, "tab": "ideas", "idea": idea, "matter": matter, "wordings": matters.wordings(matter)}
    return settle_cache(request, render(request, "dialogue/languages.html", context))
