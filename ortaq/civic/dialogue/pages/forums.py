"""Forums as everyone reads them: the lists, one with its programme and what is left of it, calendars."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.queries import forums, registrations
from ortaq.core.matters import addresses
from ortaq.core.ui import calendars
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import language, localized

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ortaq.civic.dialogue.models import Forum, MinuteParagraph

KEPT_IN_CALENDAR = timedelta(days=180)
"""How long a forum that was stays in the feed of all."""


def forum_or_404(request: HttpRequest, code: str) -> "Forum":
    """This will give a public forum, or a draft to its organisers; "not yours" looks like "not there"."""
    found = forums.get(code, actor_of(request))
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list the forums to come, the visitor's own first, and those that were."""
    now = timezone.now()
    context = {"found": forums.listed(now=now), "mine": registrations.mine(actor_of(request), now=now)}
    return render(request, "dialogue/forums.html", context)


@never_cache
@require_safe
def of_process(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the forums of one process."""
    process = process_or_404(request, code)
    context = {"process": process, "tab": "forums", "found": forums.listed(now=timezone.now(), process=process)}
    return render(request, "dialogue/process_forums.html", context)


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a forum: when, where, how to get in, who speaks; the visitor's seat; later minutes and photos."""
    forum, actor, now = forum_or_404(request, code), actor_of(request), timezone.now()
    told = forum.minutes_published_at is not None
    context = {
        "forum": forum,
        "process": forum.process,
        "tab": "forums",
        "programme": forums.programme_of(forum),
        "own": registrations.own(forum, actor),
        "taken": registrations.taken(forum),
        "may_register": registrations.may_register(forum, now),
        "over": now >= forum.ends_at,
        "signed_in": actor.person_id is not None,
        "photos": forums.photos_of(forum, actor),
        "minutes": linked(forums.minutes_of(forum)) if told else [],
    }
    return render(request, "dialogue/forum.html", context)


def linked(minutes: "list[MinuteParagraph]") -> list[dict[str, Any]]:
    """This will give paragraphs with the addresses of what they name. One statement per kind of matter at most."""
    where = addresses.of([matter for one in minutes for matter in one.matters.all()])
    return [
        {
            "text": localized(one.text),
            "matters": [(matter, where.get(matter.pk, "")) for matter in one.matters.all()],
            "decisions": list(one.decisions.all()),
        }
        for one in minutes
    ]


@require_safe
def one_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """This will give one forum as a calendar file."""
    forum = forum_or_404(request, code)
    return _calendar([forum], name=localized(forum.title), file=f"{forum.code}.ics")


@require_safe
def calendar_of_all(request: HttpRequest) -> HttpResponse:
    """This will give all public forums as a calendar to subscribe to; cancelled ones are crossed out in it."""
    found = forums.for_calendar(since=timezone.now() - KEPT_IN_CALENDAR)
    return _calendar(found, name=_("Forums of the city"), file="forums.ics")


def _calendar(found: "Iterable[Forum]", *, name: str, file: str) -> HttpResponse:
    return calendars.sent([_event(forum) for forum in found], name=name, file=file, language=language())


def _event(forum: "Forum") -> calendars.Event:
    matter = forum.matter
    changed: datetime = matter.changed_at
    said = [localized(forum.summary), localized(forum.access)]
    return calendars.Event(
        uid=f"{matter.number}@{settings.ORIGIN.split('://')[-1]}",
        changed_at=changed,
        starts_at=forum.starts_at,
        ends_at=forum.ends_at,
        title=localized(forum.title),
        text="\n".join(filter(None, said)),
        place=localized(forum.venue),
        address=settings.ORIGIN + reverse("dialogue:forum", args=[forum.code]),
        lon=matter.lon,
        lat=matter.lat,
        cancelled=forum.state == "cancelled",
    )
