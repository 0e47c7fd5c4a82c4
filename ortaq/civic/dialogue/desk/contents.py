"""Texts around a process at the desk: written side by side, shown now or later, compared, taken back."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.dialogue.desk.entry import asked, process_or_404
from ortaq.civic.dialogue.forms.contents import NAMES, ContentForm, LaterForm, WithdrawForm
from ortaq.civic.dialogue.forms.processes import EmptyForm
from ortaq.civic.dialogue.queries import contents as queries
from ortaq.civic.dialogue.rules import contents as rules
from ortaq.civic.dialogue.services import contents
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sent
from ortaq.engines.language.comparing import Piece, compare

if TYPE_CHECKING:
    from django.forms import Form

    from ortaq.civic.dialogue.models import Content, ContentVersion, Process

SAVED = _("Saved as version %(n)s.")


def _content_or_404(request: HttpRequest, code: str, content: str) -> "tuple[Process, Content]":
    process = process_or_404(request, code)
    found = queries.one_at_desk(process, content)
    if found is None:
        raise Http404
    return process, found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str, text: str) -> HttpResponse:
    """This will begin a text of a kind; a refusal keeps every word."""
    process, kind = process_or_404(request, code), text
    if kind not in rules.KINDS:
        raise Http404
    given: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
    form, made = ContentForm(*given, kind=kind), []

    def add() -> None:
        words, upload = form.words(), form.upload()
        actor, now = actor_of(request), timezone.now()
        made.append(contents.add_content(process=process, kind=kind, words=words, upload=upload, actor=actor, now=now))

    form, status = _translated(request, process, form) or (form, sent(request, form, add))
    if request.method == "POST" and not status:
        messages.success(request, SAVED % {"n": 1})
        return redirect("dialogue_desk:content", code=code, content=made[0].code)
    back = reverse("dialogue_desk:process", args=[code])
    context = {"process": process, "kind": kind, "form": form, "back": back, "translator": bool(settings.TRANSLATOR)}
    return render(request, "dialogue_desk/content_edit.html", context, status=status or 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, content: str) -> HttpResponse:
    """This will keep words as the next version; who was overtaken keeps hers and sees what was saved meanwhile."""
    process, found = _content_or_404(request, code, content)
    newest = queries.versions(found)[0]
    if request.method == "POST":
        form = ContentForm(request.POST, request.FILES, kind=found.kind)
    else:
        form = ContentForm(initial=ContentForm.start(newest), kind=found.kind)
    saved: list[ContentVersion] = []

    def save() -> None:
        words, based_on, upload = form.words(), form.cleaned_data["based_on"] or 0, form.upload()
        actor, now = actor_of(request), timezone.now()
        saved.append(
            contents.save_version(
                content=found, words=words, based_on=based_on, upload=upload, actor=actor, now=now
            )
        )  # fmt: skip

    form, status = _translated(request, process, form) or (form, sent(request, form, save))
    if request.method == "POST" and not status:
        messages.success(request, SAVED % {"n": saved[0].number})
        return redirect("dialogue_desk:content", code=code, content=content)
    back = reverse("dialogue_desk:content", args=[code, content])
    context = {
        "process": process, "content": found, "kind": found.kind, "form": form, "back": back,
        "translator": bool(settings.TRANSLATOR),
    }  # fmt: skip
    if status == 409:  # noqa: PLR2004, somebody was first
        context["newest"] = newest
    return render(request, "dialogue_desk/content_edit.html", context, status=status or 200)


def _translated(request: HttpRequest, process: "Process", form: ContentForm) -> tuple[ContentForm, int] | None:
    """With "translate" pressed: the form with a machine's drafts of what is missing, none of it kept yet."""
    if request.method != "POST" or "translate" not in request.POST:
        return None
    drafts: list[dict[str, Any]] = []
    actor, now = actor_of(request), timezone.now()

    def draft() -> None:
        drafts.append(contents.draft_missing(process=process, words=form.words(), actor=actor, now=now))

    status = sent(request, form, draft)
    if request.FILES:
        messages.info(request, _("Choose the file once more: nothing has been saved yet."))
    return (form.refilled(drafts[0]), 200) if drafts else (form, status)


@never_cache
@require_safe
def page(request: HttpRequest, code: str, content: str) -> HttpResponse:
    """This will show a text at the desk: its newest version in three languages, where it stands, what came before."""
    process, found = _content_or_404(request, code, content)
    versions = queries.versions(found)
    late = found.state != "scheduled" and found.publish_at is not None and found.publish_at <= timezone.now()
    context = {
        "process": process, "content": found, "newest": versions[0], "versions": versions, "late": late,
        "sides": _sides(versions[0]),
    }  # fmt: skip
    return render(request, "dialogue_desk/content.html", context)


def _sides(version: "ContentVersion") -> list[dict[str, Any]]:
    return [
        {
            "code": code, "name": name, "title": version.title.get(code, ""), "text": version.text.get(code, ""),
            "state": version.states.get(code, rules.MISSING),
        }
        for code, name in NAMES.items()
    ]  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, code: str, content: str, version: int) -> HttpResponse:
    """This will lay a version over the one before it, word by word; its button brings it back as the newest."""
    process, found = _content_or_404(request, code, content)
    versions = {one.number: one for one in queries.versions(found)}
    if version not in versions:
        raise Http404
    if request.method == "POST":
        made = contents.restore_version(content=found, number=version, actor=actor_of(request), now=timezone.now())
        messages.success(request, SAVED % {"n": made.number})
        return redirect("dialogue_desk:content", code=code, content=content)
    before = versions.get(read_whole(request.GET.get("with", "")) or version - 1)
    context = {
        "process": process, "content": found, "version": versions[version], "before": before,
        "versions": list(versions.values()), "newest": max(versions),
        "sides": [_compared(before, versions[version], language) for language in NAMES],
    }  # fmt: skip
    return render(request, "dialogue_desk/content_version.html", context)


def _compared(before: "ContentVersion | None", after: "ContentVersion", language: str) -> dict[str, Any]:
    def pieces(name: str) -> list[Piece]:
        old = getattr(before, name).get(language, "") if before else ""
        return compare(old, getattr(after, name).get(language, ""))

    return {"code": language, "name": NAMES[language], "title": pieces("title"), "text": pieces("text")}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, code: str, content: str) -> HttpResponse:
    """This will show the newest version to everyone, or with "stop" call off what was scheduled."""
    process, found = _content_or_404(request, code, content)
    if request.method == "POST" and "stop" in request.POST:
        contents.unschedule_content(content=found, actor=actor_of(request), now=timezone.now())
        return redirect("dialogue_desk:content", code=code, content=content)
    words = {"title": _("Show it to everyone"), "button": _("Publish"), "done": _("Everyone sees it now.")}
    form = EmptyForm(request.POST if request.method == "POST" else None)
    return _deed(request, process, found, form, contents.publish_content, **words)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest, code: str, content: str) -> HttpResponse:
    """This will have the newest version shown at a moment."""
    process, found = _content_or_404(request, code, content)
    initial = {"publish_at": found.publish_at}
    given: dict[str, Any] = {"data": request.POST} if request.method == "POST" else {"initial": initial}
    words = {"title": _("Show it later"), "button": _("Schedule"), "done": _("It will be shown by itself.")}
    hint = _("By the clock of %(zone)s. What is newest then is shown.") % {"zone": process.time_zone}
    form = LaterForm(**given, zone=process.time_zone)
    return _deed(request, process, found, form, contents.schedule_content, **words, hint=hint)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, content: str) -> HttpResponse:
    """This will take back what everybody sees, with a reason."""
    process, found = _content_or_404(request, code, content)
    words = {"title": _("Take it back"), "button": _("Take back"), "done": _("Nobody else sees it any more.")}
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    return _deed(request, process, found, form, contents.withdraw_content, **words)


def _deed(
    request: HttpRequest, process: "Process", found: "Content", form: "Form", act: Any, *, done: Any, **words: Any
) -> HttpResponse:
    """One deed with a text, done or not it leads back to its page."""

    def do() -> object:
        return act(content=found, **form.cleaned_data, actor=actor_of(request), now=timezone.now())

    back = reverse("dialogue_desk:content", args=[process.code, found.code])
    return asked(request, form, do, done=done, to=back, back=back, process=process, **words)
