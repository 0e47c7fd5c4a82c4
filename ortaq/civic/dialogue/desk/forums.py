"""Forums at the desk: the list, a new one, its parts and programme, and the steps that move it on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.dialogue.desk.entry import ask, asked
from ortaq.civic.dialogue.forms.forums_desk import PARTS, ItemForm, NewForm, ReasonForm
from ortaq.civic.dialogue.forms.processes import EmptyForm
from ortaq.civic.dialogue.queries import forums, registrations
from ortaq.civic.dialogue.services import forums as services
from ortaq.civic.dialogue.services import minutes
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import attempt
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from ortaq.civic.dialogue.models import Forum

TITLES = {
    "words": _("Title and words"),
    "place": _("Place and how to get in"),
    "times": _("Times and seats"),
    "more": _("Hashtags and certificates"),
}
SAVE, SAVED = _("Keep"), _("Saved.")


def forum_or_404(request: HttpRequest, code: str) -> "Forum":
    """This will give a forum to its organisers; "not yours" looks like "not there"."""
    found = forums.at_desk(code, actor_of(request))
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list the forums of the actor's bodies."""
    actor = actor_of(request)
    context = {"forums": forums.desk_list(actor), "may_begin": bool(forums.processes_for(actor))}
    return render(request, "dialogue_desk/forums.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """This will begin a forum as a draft; a refusal keeps every word."""
    own = {str(process.pk): process for process in forums.processes_for(actor_of(request))}
    if not own:
        raise Refused("no_process", N_("A forum is part of a dialogue: begin a dialogue first."))
    form = NewForm(
        request.POST if request.method == "POST" else None,
        processes=[(pk, localized(one.title)) for pk, one in own.items()],
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            changes = form.changes()
            process = own[changes.pop("process")]
            given: dict[str, Any] = {"actor": actor_of(request), "now": timezone.now()}
            status = attempt(form, lambda: services.open_forum(process=process, **changes, **given))
            if not status:
                messages.success(request, _("A draft: nobody else sees it yet."))
                return redirect("dialogue_desk:forum", code=changes["code"])
    back = reverse("dialogue_desk:forums")
    return ask(request, form, title=_("A new forum"), button=_("Begin"), back=back, status=status)


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show where a forum stands: seats, needs, programme, and what comes next."""
    forum = forum_or_404(request, code)
    context = {
        "forum": forum,
        "sums": registrations.sums(forum),
        "programme": forums.programme_of(forum),
        "parts": [(reverse("dialogue_desk:edit_forum", args=[code, part]), TITLES[part]) for part in PARTS],
        "steps": offered(forum),
        "over": forum.state in ("cancelled", "held"),
    }
    return render(request, "dialogue_desk/forum.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """This will change one part of a forum; who has a seat is told of another time or place."""
    if part not in PARTS:
        raise Http404
    forum = forum_or_404(request, code)
    form = PARTS[part](request.POST) if request.method == "POST" else PARTS[part](initial=PARTS[part].start(forum))

    def change() -> object:
        return services.change_forum(forum=forum, changes=form.changes(), actor=actor_of(request), now=timezone.now())

    back = reverse("dialogue_desk:forum", args=[code])
    return asked(
        request, form, change, done=SAVED, to=back, title=TITLES[part], button=SAVE, back=back, forum=forum
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, code: str, pk: int = 0) -> HttpResponse:
    """This will write a line of the programme, or take it off."""
    forum = forum_or_404(request, code)
    line = forums.item(forum, pk) if pk else None
    if pk and line is None:
        raise Http404
    bodies = territory.bodies()
    choices = [(str(key), localized(body.short_name)) for key, body in bodies.items()]
    given: dict[str, Any] = {"forum": forum, "actor": actor_of(request), "now": timezone.now()}
    back = reverse("dialogue_desk:forum", args=[code])
    if request.method == "POST" and "drop" in request.POST and line is not None:
        services.drop_item(item=line, **given)
        messages.success(request, SAVED)
        return redirect(back)
    start = ItemForm.start(line) if line else {"starts_at": forum.starts_at}
    form = ItemForm(request.POST if request.method == "POST" else None, initial=start, bodies=choices)

    def save() -> None:
        data = form.cleaned_data
        words = {"title": form.words("title"), "post": form.words("post"), "speaker": data["speaker"]}
        body = bodies[int(data["body"])] if data["body"] else None
        times = {"starts_at": data["starts_at"], "minutes": data["minutes"] or 0}
        services.save_item(item=line, body=body, **words, **times, **given)

    page = {
        "title": _("A line of the programme"),
        "button": SAVE,
        "drop": _("Take it off the programme") if line else "",
    }
    return asked(request, form, save, done=SAVED, to=back, **page, back=back, forum=forum)


# ── steps ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Step:
    """What moves a forum on: from which state, what it asks and does."""

    state: str
    title: "_StrPromise"
    button: "_StrPromise"
    done: "_StrPromise"
    hint: "_StrPromise"
    do: "Callable[[Forum, Any, Actor, datetime], object]"
    form: type[Form] = EmptyForm


STEPS: dict[str, Step] = {
    "publish": Step(
        "draft", _("Announce the forum"), _("Announce"), _("The forum is announced."),
        _("Everyone sees it; registration opens at its time."),
        lambda forum, _form, actor, now: services.publish(forum=forum, actor=actor, now=now),
    ),
    "hold": Step(
        "published", _("The forum has taken place"), _("It has taken place"),
        _("Attendance is final; certificates can be had."),
        _("Check that every device at the door has sent its list: after this nobody is checked in any more."),
        lambda forum, _form, actor, now: services.hold(forum=forum, actor=actor, now=now),
    ),
    "cancel": Step(
        "published", _("Cancel the forum"), _("Cancel it and tell everyone"),
        _("Cancelled. Everyone who registered is told."),
        _("Everyone who has a seat or waits for one gets a message with the reason."),
        lambda forum, form, actor, now: services.cancel(forum=forum, reason=form.words("reason"), actor=actor, now=now),
        form=ReasonForm,
    ),
    "minutes": Step(
        "held", _("Publish the minutes"), _("Publish"), _("The minutes are published."),
        _("Everyone reads them; those who came are told."),
        lambda forum, _form, actor, now: minutes.publish(forum=forum, actor=actor, now=now),
    ),
}  # fmt: skip


def offered(forum: "Forum") -> list[tuple[str, Step]]:
    """This will list the steps that come next, with their addresses."""
    return [
        (reverse("dialogue_desk:forum_step", args=[forum.code, name]), step)
        for name, step in STEPS.items()
        if step.state == forum.state and not (name == "minutes" and forum.minutes_published_at)
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """This will ask once more, and take the step; a refusal keeps every word."""
    if step not in STEPS:
        raise Http404
    forum, next_ = forum_or_404(request, code), STEPS[step]
    form = next_.form(request.POST if request.method == "POST" else None)

    def do() -> object:
        return next_.do(forum, form, actor_of(request), timezone.now())

    back = reverse("dialogue_desk:forum", args=[code])
    words = {"title": next_.title, "button": next_.button, "hint": next_.hint}
    return asked(request, form, do, done=next_.done, to=back, **words, back=back, forum=forum)
