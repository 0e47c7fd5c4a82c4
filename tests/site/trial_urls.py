"""The city's addresses and a few more, where things go wrong on purpose."""

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.site.urls import *  # noqa: F403, handlers and all
from ortaq.site.urls import urlpatterns as house

TROUBLE = {
    "locked": OperationalError("database is locked"),
    "gone": InterfaceError("connection already closed"),
    "missing": OperationalError("no such table: people_person"),
    "other": DatabaseError("something else"),
    "refused": Refused("too_late", "It is too late for %(what)s.", what="this"),
    "second": Refused("second", "Somebody was first."),
    "sign_in": Refused("sign_in", "Sign in to go on."),
    "denied": PermissionDenied(),
    "bug": ValueError("call +7 701 123 45 67 or write to aliya@example.kz about 880101300123"),
}


def trouble(request: HttpRequest, kind: str) -> HttpResponse:
    request.POST.get("text")
    raise TROUBLE[kind]


def whoami(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    return HttpResponse(
        f"{actor.person_id} {actor.strong} {[office.role.value for office in actor.offices]} {actor.name}"
    )


def guest(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody asked")


desk = ([path("inbox/", whoami, name="inbox")], "trial_desk")
urlpatterns = [
    path("trial/<str:kind>.json", trouble),
    *i18n_patterns(
        path("trial/whoami/", whoami),
        path("trial/guest/", guest),
        path("trial/desk/", include(desk)),
        path("trial/<str:kind>/", trouble),
        prefix_default_language=True,
    ),
    *house,
]
