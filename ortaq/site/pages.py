"""The three addresses without a language: the bare one, the probe's and the robots'."""

from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.core.tasks import queries as tasks
from ortaq.core.ui.requests import actor_of


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """This will lead to the home page in the language of the person, of her last visit, of her browser, else Kazakh."""
    actor = actor_of(request)
    language = actor.language if actor.person_id else get_language_from_request(request)
    response = redirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """This will tell a load balancer whether the database answers (200 or 503), and a monitor how the queue stands."""
    try:
        counted = tasks.counts()
    except Error:
        return JsonResponse({"database": "silent"}, status=503)
    return JsonResponse({"database": "answers", "tasks": counted})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """This will keep search engines out of forms and accounts; what is public may be found."""
    lines = ["User-agent: *", *(f"Disallow: /{code}/{path}/" for code in ("kk", "ru", "en") for path in CLOSED), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def no_such_page(request: HttpRequest) -> HttpResponse:
    """This will close allauth's password pages: nobody here has a password."""
    raise Http404


CLOSED = ("account", "desk", "my", "demo", "appeals/new", "appeals/track")
