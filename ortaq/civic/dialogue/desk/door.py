"""The people of a forum at the desk, and its door: by hand, by camera, and from a device that was offline."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.dialogue.desk.forums import forum_or_404
from ortaq.civic.dialogue.forms.forums_desk import DoorForm
from ortaq.civic.dialogue.queries import registrations
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.services import checking
from ortaq.civic.dialogue.services import registrations as services
from ortaq.civic.dialogue.templatetags.forums import AT_DESK
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Forum

REFUSED = 422
CAMERA = "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), browsing-topics=()"
"""The one page that may look through the camera: to read QR codes, on the device itself."""


@never_cache
@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    """This will list who registered by state, with what they need, a page at a time."""
    forum = forum_or_404(request, code)
    sums = registrations.sums(forum)
    state = request.GET.get("state", "confirmed")
    if state not in AT_DESK:
        raise Http404
    after = read_whole(request.GET.get("after", ""))
    here = reverse("dialogue_desk:forum_people", args=[code])
    found = registrations.people(forum, states=[state], after=after, limit=registrations.PAGE + 1)
    rows = found[: registrations.PAGE]
    tabs = [
        {"label": word, "href": f"{here}?state={key}", "current": key == state, "count": getattr(sums, key)}
        for key, (word, _tone) in AT_DESK.items()
    ]
    older = f"?state={state}&after={rows[-1].position}" if len(found) > registrations.PAGE else ""
    context = {"forum": forum, "sums": sums, "tabs": tabs, "rows": rows, "older": older}
    return render(request, "dialogue_desk/forum_people.html", context)


@require_POST
def give_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """This will cancel a registration for somebody who rang; the next in line gets the offer."""
    found = registrations.of_forum(forum_or_404(request, code), pk)
    if found is None:
        raise Http404
    try:
        services.cancel(registration=found, actor=actor_of(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("Cancelled. The next in line is told."))
    return redirect("dialogue_desk:forum_people", code=code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, code: str) -> HttpResponse:
    """This will check people in one by one: a plain form, which a script makes work without a connection too."""
    forum = forum_or_404(request, code)
    form, came, status = DoorForm(request.POST if request.method == "POST" else None), None, 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            try:
                came = checking.check_in(
                    forum=forum, ticket=form.cleaned_data["ticket"], actor=actor_of(request), now=timezone.now()
                )
            except Refused as refused:
                form.add_error("ticket", sentence(refused))
            else:
                form, status = DoorForm(), 200
    context = {"forum": forum, "form": form, "came": came, "sums": registrations.sums(forum), "salt": _salt(forum)}
    response = render(request, "dialogue_desk/forum_door.html", context, status=status)
    response["Permissions-Policy"] = CAMERA
    return response


def _salt(forum: "Forum") -> str:
    return rules.door_salt(forum.check_in_key)


@never_cache
@require_safe
def door_list(request: HttpRequest, code: str) -> JsonResponse:
    """This will give the digests of the codes with a seat and who is in: no names, no codes."""
    rows = registrations.door_list(forum_or_404(request, code))
    return JsonResponse({"people": [[digest, _written(came)] for digest, came in rows]})


@never_cache
@require_safe
def door_worker(request: HttpRequest, code: str) -> HttpResponse:
    """This will give the script that keeps this door, and nothing else, within reach without a connection."""
    forum_or_404(request, code)
    return HttpResponse(f'importScripts("{static("door-worker.js")}");\n', content_type="text/javascript")


@require_POST
def sync(request: HttpRequest, code: str) -> JsonResponse:
    """This will take in what a device kept while it was offline; the same list sent twice changes nothing."""
    forum = forum_or_404(request, code)
    scans = _scans(request)
    if scans is None:
        return JsonResponse({"error": _("This list cannot be read.")}, status=400)
    try:
        found = checking.check_in_many(forum=forum, scans=scans, actor=actor_of(request), now=timezone.now())
    except Refused as refused:
        return JsonResponse({"error": sentence(refused), "code": refused.code}, status=REFUSED)
    return JsonResponse({"scans": [[one.digest, one.word, _written(one.at)] for one in found]})


def _scans(request: HttpRequest) -> list[checking.Scan] | None:
    """What the device sent: [[digest, milliseconds since 1970], …]; None for anything else."""
    try:
        given = json.loads(request.body)["scans"]
        return [checking.Scan(str(digest), datetime.fromtimestamp(int(at) / 1000, UTC)) for digest, at in given]
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return None


def _written(at: datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
