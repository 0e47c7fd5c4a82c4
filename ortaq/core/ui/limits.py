"""How much one address may send in an hour without signing in, counted where every process sees it.

The counts are django-allauth's: it knows the address behind the city's proxies and takes an IPv6 network for one
sender. The rates stand beside those of signing in (`ACCOUNT_RATE_LIMITS`), set by ORTAQ_APPEALS_PER_HOUR and
ORTAQ_PHOTOS_PER_HOUR.
"""

import logging
from http import HTTPStatus

from allauth.core import ratelimit
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of

TOO_OFTEN = "too_often"
"""The code of a refusal that only asks to wait."""
TOO_MANY = int(HTTPStatus.TOO_MANY_REQUESTS)
HOUR = 3600

log = logging.getLogger(__name__)


def has_room(request: HttpRequest, what: str) -> bool:
    """This will count one more of `what` from this address and say whether it is still within the limit.

    Who has signed in is not counted: neighbours behind one address must not hold her back. Where the address is not
    known (a socket without a proxy) nobody is.
    """
    if actor_of(request).person_id is not None:
        return True
    try:
        return bool(ratelimit.consume(request, action=what))
    except (PermissionDenied, ImproperlyConfigured):
        log.warning("no address to count %s by: check ORTAQ_TRUSTED_PROXIES", what)
        return True


def status_of(refusals: list[Refused], otherwise: int) -> int:
    """This will give 429 if one of the refusals asks to wait, else the other status."""
    return TOO_MANY if any(refusal.code == TOO_OFTEN for refusal in refusals) else otherwise


def say_when(response: HttpResponse) -> HttpResponse:
    """This will tell programs when a 429 ends."""
    if response.status_code == TOO_MANY:
        response["Retry-After"] = str(HOUR)
    return response
