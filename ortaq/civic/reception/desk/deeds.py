"""What can be done with an appeal at the desk: a table of deeds, and the one page that serves them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ortaq.civic.reception.desk.facts import about, assignment_or_404
from ortaq.civic.reception.forms import desk as forms
from ortaq.civic.reception.queries import inbox, topics
from ortaq.civic.reception.services import answering, moving, publishing
from ortaq.core.files import services as files
from ortaq.core.matters.localized import words
from ortaq.core.people import queries as people
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Answer, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.engines.language import alphabetical

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from ortaq.civic.reception.models import Assignment

SECOND = "second"
"""A colleague was first: the page says who and keeps the words."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing an official does: which right it takes, which form, which service."""

    right: str
    title: "_StrPromise"
    button: "_StrPromise"
    done: "_StrPromise"
    form: type[forms.DeskForm]
    do: "Callable[[Assignment, Any, Actor, datetime], object]"
    icon: str
    start: "Callable[[Assignment], dict[str, Any]]" = lambda _row: {}
    """What the form begins with."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed as the case page offers it: a link, or the reason why not."""

    title: "_StrPromise"
    href: str
    icon: str
    why_not: str = ""


def _answer(row: "Assignment", form: Any, actor: Actor, now: datetime) -> object:
    data = form.cleaned_data
    return answering.answer_appeal(
        assignment=row,
        text=data["text"],
        outcome=data["outcome"],
        language=data["language"] or None,
        actor=actor,
        now=now,
    )


def _redirect(row: "Assignment", form: Any, actor: Actor, now: datetime) -> object:
    data = form.cleaned_data
    return moving.redirect(
        assignment=row,
        to=territory.bodies_by_code()[data["to"]],
        reason=data["reason"],
        part=data["part"],
        actor=actor,
        now=now,
    )


def _split(row: "Assignment", form: Any, actor: Actor, now: datetime) -> object:
    bodies = territory.bodies_by_code()
    parts = [(bodies[code], part) for code, part in form.parts()]
    return moving.split(assignment=row, parts=parts, actor=actor, now=now)


def _extend(row: "Assignment", form: Any, actor: Actor, now: datetime) -> object:
    data = form.cleaned_data
    return moving.extend(assignment=row, motive=data["motive"], until=data["until"], actor=actor, now=now)


def _fix(row: "Assignment", form: Any, actor: Actor, now: datetime) -> object:
    data, token = form.cleaned_data, ""
    if data["photo"]:
        token = f"fix-{row.pk}-{actor.person_id}-{now.timestamp()}"
        files.store_upload(
            upload=data["photo"],
            name=data["photo"].name,
            purpose="after_photo",
            upload_token=token,
            visibility="public",
            actor=actor,
            now=now,
        )
    return answering.mark_fixed(
        appeal=row.appeal, note=data["note"], upload_token=token, done_on=data["done_on"], actor=actor, now=now
    )


def _publish(row: "Assignment", form: Any, actor: Actor, now: datetime) -> object:
    data = form.cleaned_data
    return publishing.publish(
        appeal=row.appeal, public_text=data["public_text"], title=data["title"], actor=actor, now=now
    )


def _hold(row: "Assignment", form: Any, actor: Actor, now: datetime) -> object:
    return publishing.hold(appeal=row.appeal, reason=form.cleaned_data["reason"], actor=actor, now=now)


def _correct(row: "Assignment", form: Any, actor: Actor, now: datetime) -> object:
    data = form.cleaned_data
    return moving.correct(
        appeal=row.appeal, kind=data["kind"], topic=topics.by_code(data["topic"]), actor=actor, now=now
    )


DEEDS = {
    "answer": Deed(
        "answer", _("Write the answer"), _("Send the answer"), _("The answer has been sent."),
        forms.AnswerForm, _answer, "reply",
    ),
    "fix": Deed(
        "fix", _("Say it is fixed"), _("It is fixed"), _("Noted: it is fixed."), forms.FixForm, _fix, "check",
        lambda _row: {"done_on": timezone.localdate()},
    ),
    "redirect": Deed(
        "redirect", _("Forward to another body"), _("Forward"), _("Forwarded. The applicant is told."),
        forms.RedirectForm, _redirect, "arrow",
    ),
    "split": Deed(
        "split", _("Share out between bodies"), _("Share out"), _("Shared out. You give the common answer."),
        forms.SplitForm, _split, "person",
    ),
    "extend": Deed(
        "extend", _("Extend the term"), _("Sign the extension"), _("The term is extended. The applicant is told."),
        forms.ExtendForm, _extend, "clock",
    ),
    "correct": Deed(
        "correct", _("Correct kind or topic"), _("Save the correction"), _("Corrected."), forms.CorrectForm, _correct,
        "list", lambda row: {"kind": row.appeal.kind, "topic": row.appeal.topic.code},
    ),
    "publish": Deed(
        "moderate", _("Check what everyone reads"), _("Show to everyone"), _("Shown to everyone."),
        forms.PublishForm, _publish, "search",
        lambda row: {"title": row.appeal.matter.title, "public_text": row.appeal.public_text},
    ),
    "hold": Deed(
        "moderate", _("Take from public view"), _("Take from public view"), _("Taken from public view."),
        forms.HoldForm, _hold, "close",
    ),
}  # fmt: skip


def offers(rights: dict[str, Answer], row: "Assignment") -> list[Offer]:
    """This will list the deeds in their order: those allowed as links, the others with the reason why not.

    Moderators' deeds are not mentioned to others; "not yours" hides a deed altogether.
    """
    found = []
    for name, deed in DEEDS.items():
        right = rights[deed.right]
        if not right and right.code in ("not_yours", "not_moderator"):
            continue
        href = reverse("reception_desk:deed", args=[row.pk, name])
        found.append(Offer(deed.title, href, deed.icon, "" if right else sentence(right)))
    return found


def lists() -> dict[str, list[tuple[str, str]]]:
    """This will give what the forms' lists choose from, in the language of the page."""
    language = (get_language() or "kk").split("-")[0]
    known = [(words(body.name, language), body.code) for body in territory.bodies().values() if body.active]
    bodies = sorted(known, key=lambda body: alphabetical(body[0]))
    return {
        "bodies": [(code, name) for name, code in bodies],
        "topics": [
            (leaf.code, f"{words(root.name, language)}: {words(leaf.name, language)}")
            for root in topics.tree()
            for leaf in (root.children or (root,))
        ],
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """This will ask for what a deed needs, and do it; a refusal keeps every word."""
    if deed not in DEEDS:
        raise Http404
    row, asked = assignment_or_404(request, pk), DEEDS[deed]
    if request.method == "POST":
        form = asked.form(request.POST, request.FILES, choices=lists())
        status = 422
        if form.is_valid():
            try:
                asked.do(row, form, actor_of(request), timezone.now())
            except Refused as refused:
                form.add_error(None, sentence(refused))
                status = 409 if refused.code == SECOND else 422
            else:
                messages.success(request, asked.done)
                return _back(request, pk)
    else:
        start = asked.start(row)
        if deed == "answer":
            start["text"] = inbox.draft_of(row, actor_of(request))
        form, status = asked.form(initial=start, choices=lists()), 200
    right = inbox.rights(row, actor_of(request), today=timezone.localdate())[asked.right]
    context = about(request, row) | {
        "deed": asked,
        "name": deed,
        "form": form,
        "keep": f"desk-{deed}-{pk}",
        "right": right,
        "why_not": "" if right else sentence(right),
    }
    return render(request, "reception_desk/deed.html", context, status=status)


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """This will put the case into the officer's own hands."""
    row, actor = assignment_or_404(request, pk), actor_of(request)
    officer = people.person_by_id(actor.person_id) if actor.person_id is not None else None
    if officer is None:
        raise Http404
    answering.take(assignment=row, officer=officer, actor=actor, now=timezone.now())
    messages.success(request, _("You have taken it."))
    return _back(request, pk)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """This will keep an unsent answer; called while she types, and by "keep for later"."""
    row = assignment_or_404(request, pk)
    text = request.POST.get("text", "")[: forms.LONGEST_ANSWER]
    answering.save_draft(assignment=row, text=text, actor=actor_of(request), now=timezone.now())
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    messages.success(request, _("Your words are kept for later."))
    return _back(request, pk)


def _back(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """To the case, if the actor still sees it; else to the inbox."""
    if inbox.get(pk, actor_of(request)) is None:
        return redirect("desk:inbox")
    return redirect("reception_desk:case", pk=pk)
