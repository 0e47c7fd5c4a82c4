"""What every page of a work at the desk starts from."""

import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ortaq.civic.works.queries import works as queries
from ortaq.civic.works.rules import rights
from ortaq.core.files import queries as file_queries
from ortaq.core.files import services as files
from ortaq.core.people.refusal import Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui import sentences
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.works.models import Work

METHODS = ["GET", "HEAD", "POST"]
AT: Final = {
    "days": ("ends_on",),
    "future": ("reached_on", "settled_on", "taken_on", "on"),
    "too_early": ("reached_on", "on"),
    "when": ("taken_on",),
    "gone": ("photo",),
    "no_photo": ("photo",),
    "no_evidence": ("document",),
    "not_inspected": ("document",),
    "lost_place": ("points",),
    "outside": ("points",),
    "no_reason": ("check_note", "reason"),
    "groups": ("jobs_youth",),
    "no_grant": ("work_kind",),
    "sum": ("planned",),
}
"""Code of a refusal → the field it is about, by the names forms have for it."""


def work_or_404(request: HttpRequest, number: str) -> "Work":
    """This will give a work to those who keep it; "not yours" looks like "not there"."""
    found = queries.desk_work(number, actor_of(request))
    if found is None:
        raise Http404
    return found


def bodies_of(request: HttpRequest) -> list[tuple[str, str]]:
    """This will list the bodies whose works the actor keeps."""
    actor = actor_of(request)
    return [(str(pk), localized(body.name)) for pk, body in territory.bodies().items() if rights.may_keep(actor, pk)]


def sent(request: HttpRequest, form: Form, act: Callable[[], object]) -> int:
    """This will give 200 for a form that is only shown, 0 when it did what it asks, else why not."""
    beside = {code: name for code, names in AT.items() for name in reversed(names) if name in form.fields}
    return sentences.sent(request, form, act, beside=beside)


def asked(
    request: HttpRequest, form: Form, act: Callable[[], object], *, done: Any, back: str, **words: Any
) -> HttpResponse:
    """This will show one form: done it leads back, refused it keeps every word."""
    status = sent(request, form, act)
    if not status:
        messages.success(request, done)
        return redirect(back)
    return render(request, "works_desk/ask.html", {"form": form, "back": back, **words}, status=status)


def new_token() -> str:
    """This will give a token that binds files to a form until it is sent."""
    return secrets.token_urlsafe(32)


def keep_files(request: HttpRequest, form: Form, names: Iterable[str] = ("document", "photos")) -> str:
    """This will store the files of a form at once, so that refused words do not lose them, and give their token.

    A file that cannot be kept becomes an error of its field, and the others stay.
    """
    token = str(form.data.get("upload_token") or "")[:64] or new_token()
    data = request.POST.copy()
    data["upload_token"] = token
    form.data = data
    for name in names:
        uploads = request.FILES.getlist(name) if name in form.fields else []
        for upload in uploads:
            try:
                files.store_upload(
                    upload=upload,
                    name=str(upload.name or ""),
                    purpose="document" if name == "document" else "photo",
                    upload_token=token,
                    actor=actor_of(request),
                    now=timezone.now(),
                )
            except Refused as refused:
                form.add_error(name, sentence(refused))
    return token


def kept(form: Form) -> list[str]:
    """This will list the names of the files that are kept for a form."""
    return [file.name for file in file_queries.of_form(str(form["upload_token"].value() or ""))]
