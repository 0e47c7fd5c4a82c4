"""The way into every page of an indicator."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from ortaq.civic.indicators.queries import indicators
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator


def indicator_or_404(code: str) -> "Indicator":
    """This will give an indicator; what is not there is not found."""
    found = indicators.get(code)
    if found is None:
        raise Http404
    return found


def settle_cache(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """This will let the same page be shown for a few seconds to who is not signed in, and never be kept of others."""
    if actor_of(request).person_id is not None:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, private=True, max_age=15)
    return response
