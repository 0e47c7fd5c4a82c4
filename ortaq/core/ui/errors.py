"""Pages of refusal and failure: what happened, what to do, and what was typed, kept. None asks the database."""

import sys
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ortaq.core.matters import localized
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.dates import write_day

RETRY_AFTER = 10
"""Seconds until it makes sense to try again: a locked SQLite lets go and a standby takes over in less."""
LONG_TEXT = 80
_SILENT = ("locked", "busy", "unable to open", "disk i/o", "readonly", "disk is full", "closed")
_NEVER_SHOWN_AGAIN = ("csrfmiddlewaretoken", "password", "code", "credential", "secret")


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says; `retry` offers to try the same address again."""

    title: str | Promise
    text: str | Promise
    retry: bool = False


SAID = {
    400: Words(
        _("We could not read this request"),
        _("The address or the form was damaged on its way. Go back and try once more."),
    ),
    403: Words(_("This is not open to you"), _("You may need to sign in, or this page is for somebody else.")),
    404: Words(_("There is no such page"), _("The address may be old or mistyped, or the matter is not public.")),
    409: Words(_("Somebody was quicker"), _("The matter has changed while you were writing. Your text is below.")),
    413: Words(
        _("This is too large"), _("Send less at once: a photo of at most 20 MB, a text of at most 10 000 letters.")
    ),
    429: Words(_("Too many tries"), _("Wait a few minutes and try again. This protects your account from guessing.")),
    500: Words(
        _("Something broke on our side"),
        _("It is recorded and will be looked at. Nothing of yours was lost. Try again a little later."),
        retry=True,
    ),
    503: Words(
        _("One moment"),
        _("The city's desk is busy or being repaired. Try again in a few seconds."),
        retry=True,
    ),
}


def words_of(status: int) -> Words:
    """This will give the words of a status, those of a failure if it has none of its own."""
    return SAID.get(status) or SAID[500]


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that was typed, to be sent again. `long` texts are shown in full, short ones travel hidden."""

    name: str
    value: str
    long: bool


def is_database_trouble(error: Error) -> bool:
    """Whether the database is locked, gone or full, as opposed to a mistake of ours such as a missing table."""
    if isinstance(error, InterfaceError) or connection.vendor != "sqlite":
        return True
    return any(word in str(error).lower() for word in _SILENT)


def wants_json(request: HttpRequest) -> bool:
    """Machines get JSON: under /api/, at addresses ending in .json, and where it is asked for alone."""
    path = request.path_info
    return path.startswith("/api/") or path.endswith(".json") or request.headers.get("Accept") == "application/json"


def kept_fields(request: HttpRequest) -> list[Kept]:
    """This will give what was typed, without secrets and files. A form that cannot be read any more gives nothing."""
    if request.method != "POST":
        return []
    try:
        pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    except (UnreadablePostError, MultiPartParserError, RequestDataTooBig, SuspiciousOperation, BadRequest):
        return []
    return [
        Kept(name, str(value), _is_text(str(value)))
        for name, value in pairs
        if not any(secret in name.lower() for secret in _NEVER_SHOWN_AGAIN)
    ]


def _is_text(value: str) -> bool:
    """Whether a person would miss it: words, and not a choice or the page's own signed memory, which has no spaces."""
    return (len(value) > LONG_TEXT and " " in value) or "\n" in value


def page(
    request: HttpRequest, status: int, *, words: Words | None = None, keep: bool = False, way: str = ""
) -> HttpResponse:
    """This will render `ui/error.html`, or its JSON twin for machines. `way` leads to the step that lacks."""
    words = words or words_of(status)
    if wants_json(request):
        return JsonResponse({"status": status, "error": str(words.title), "detail": str(words.text)}, status=status)
    kept = kept_fields(request) if keep else []
    content = {
        "status": status,
        "words": words,
        "kept": kept,
        "had_files": bool(kept) and bool(request.FILES),
        "action": request.get_full_path(),
        "way": way,
    }
    response = render(request, "ui/error.html", content, status=status)
    response["Cache-Control"] = "no-store"
    return response


def refused(request: HttpRequest, refusal: Refused, *, way: str = "") -> HttpResponse:
    """This will say the sentence of a refusal in the person's language; her text stays on the page."""
    status = status_of(refusal)
    title = SAID[status].title if status == HTTPStatus.CONFLICT else _("This cannot be done")
    return page(request, status, words=Words(title, sentence_of(refusal)), keep=True, way=way)


def status_of(refusal: Refused) -> int:
    """This will give 409 when somebody was first, 403 for any other refusal."""
    return HTTPStatus.CONFLICT if refusal.code == "second" else HTTPStatus.FORBIDDEN


def sentence_of(refusal: Refused) -> str:
    """This will translate a refusal's sentence and fill in its facts."""
    language = get_language() or "kk"
    facts = {name: _said(value, language) for name, value in refusal.params.items()}
    sentence = gettext(refusal.reason)
    return sentence % facts if facts else sentence


def _said(value: object, language: str) -> object:
    """Days and localized names are written in the person's language."""
    if isinstance(value, date):
        return write_day(value, language=language)
    return localized.words(value, language) if isinstance(value, dict) else value


def refused_json(refusal: Refused) -> HttpResponse:
    status = status_of(refusal)
    return JsonResponse({"status": int(status), "error": refusal.code, "detail": sentence_of(refusal)}, status=status)


def unavailable(request: HttpRequest) -> HttpResponse:
    """This will ask for a little patience: the database is locked, gone or full, and nothing was half-written."""
    response = page(request, HTTPStatus.SERVICE_UNAVAILABLE, keep=True)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """This will say that the form is too old and offer to send it again.

    What came from another site is not offered again: there the refusal is the protection.
    """
    if reason.startswith(("Origin checking failed", "Referer checking failed")):
        return page(request, 403, words=Words(SAID[403].title, _("This form came from another site.")))
    title = _("This form has been open for a long time")
    shown = any(kept.long for kept in kept_fields(request))
    text = (
        _("Your text is below. Look it over and send it again.")
        if shown
        else _("It was not sent yet. Send it once more.")
    )
    return page(request, 403, words=Words(title, text), keep=True)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001, Django's form
    return page(request, 403, keep=True)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001, Django's form
    return page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """This will answer allauth's rate limits."""
    response = page(request, 429)
    response["Retry-After"] = "300"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """This will answer a failure nobody foresaw; if the database is behind it, the page says to try again."""
    error = sys.exc_info()[1]
    if isinstance(error, (OperationalError, InterfaceError)) and is_database_trouble(error):
        return unavailable(request)
    return page(request, 500, keep=True)
