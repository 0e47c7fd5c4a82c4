"""What every request carries: the actor, the language she chose, and what becomes of a refusal or a silent database."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import get_language, get_language_from_path

from ortaq.core.people.actor import GUEST, Actor
from ortaq.core.people.queries import person_of
from ortaq.core.people.refusal import Refused
from ortaq.core.territory.queries import actor_of as actor_of_person
from ortaq.core.ui import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
DEMO_SESSION_KEY = "ortaq_demo_person"
"""Set by the demo's "sign in as": counts as a second factor, and only where ORTAQ_ENV=demo."""
NEEDS_ACCOUNT = "sign_in"
NEEDS_SECOND_FACTOR = "second_factor"


def actor_of(request: HttpRequest) -> Actor:
    """This will give the actor of a request, with its type."""
    return cast(Actor, getattr(request, "actor", GUEST))


def is_strong(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor or a passkey."""
    if settings.DEMO and request.session.get(DEMO_SESSION_KEY):
        return True
    user = request.user if request.user.is_authenticated else None
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def _find_actor(request: HttpRequest) -> Actor:
    person = person_of(request.user)
    if person is None:
        return GUEST
    return actor_of_person(person, strong=is_strong(request), on=timezone.localdate())  # noqa: TID251, a request brings its day


class ActorMiddleware:
    """Puts `request.actor` in place: found when first asked for, then kept. Without a session nothing is asked."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        actor = SimpleLazyObject(lambda: _find_actor(request)) if has_session else GUEST
        request.actor = actor  # type: ignore[attr-defined]  # ours: `actor_of` reads it
        return self.get_response(request)


class LanguageMiddleware:
    """Remembers the language of the page a person opened last, for the day she comes back by the bare address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        language = get_language_from_path(request.path_info)
        is_page = request.method == "GET" and response.get("Content-Type", "").startswith("text/html")
        if language and is_page and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=365 * 24 * 3600,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


class DeskMiddleware:
    """Keeps the desk: pages in a namespace `desk` or `*_desk` ask for an account, an office and a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not any(name == "desk" or name.endswith("_desk") for name in match.namespaces):
            return None
        actor = actor_of(request)
        if actor.person_id is None:
            return refusal_page(request, Refused(NEEDS_ACCOUNT, "Sign in to go on."))
        if not actor.offices:
            return refusal_page(request, Refused("no_office", "The desk is for those who hold an office."))
        if not actor.strong:
            return refusal_page(
                request,
                Refused(NEEDS_SECOND_FACTOR, "The desk asks for a second step: a code from an app or a passkey."),
            )
        return None


class RefusalMiddleware:
    """Turns a refusal into a page with its sentence, and a silent database into a calm page that loses nothing.

    A NUL sign, which PostgreSQL does not take, never reaches a database: in a question it is left out, in a path it is
    answered 400.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise BadRequest
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
            request.GET = QueryDict(request.META["QUERY_STRING"], encoding=request.encoding)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return refusal_page(request, exception)
        if isinstance(exception, (OperationalError, InterfaceError)) and errors.is_database_trouble(exception):
            return errors.unavailable(request)
        return None


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """This will answer a refusal: 409 when somebody was first, the way in when only that lacks, else 403.

    What was typed is on the page, ready to be sent again.
    """
    if errors.wants_json(request):
        return errors.refused_json(refused)
    way = _way_in(request, refused)
    if way and request.method in ("GET", "HEAD"):
        return redirect(way)
    return errors.refused(request, refused, way=way)


def _way_in(request: HttpRequest, refused: Refused) -> str:
    """The address where the missing step is made: signing in, or setting up and showing the second factor."""
    if refused.code == NEEDS_ACCOUNT:
        return redirect_to_login(request.get_full_path()).url
    if refused.code == NEEDS_SECOND_FACTOR:
        methods = get_adapter(request).get_reauthentication_methods(request.user)
        where = methods[0]["url"] if methods else reverse("mfa_index")
        return f"{where}?{urlencode({'next': request.get_full_path()})}"
    return ""


def context(request: HttpRequest) -> dict[str, Any]:
    """This will give every template the actor and the mode; the layout's links and languages are tags of `ui`."""
    return {
        "actor": getattr(request, "actor", GUEST),
        "is_demo": settings.DEMO,
        "page_language": (get_language() or settings.LANGUAGE_CODE).split("-")[0],
    }
