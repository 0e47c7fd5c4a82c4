"""The way into every page of a plan."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from ortaq.civic.plans.queries import plans
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion


def plan_or_404(request: HttpRequest, code: str) -> "Plan":
    """This will give a public plan, or one in the making to its makers; "not yours" looks like "not there"."""
    found = plans.get(code, actor_of(request))
    if found is None:
        raise Http404
    return found


def version_or_404(request: HttpRequest, code: str, number: int) -> "tuple[Plan, PlanVersion]":
    """This will give a version that is published, or the one in the making to its makers."""
    plan = plan_or_404(request, code)
    found = plans.version(plan, number, actor_of(request))
    if found is None:
        raise Http404
    return plan, found


def settle_cache(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """This will let the same page be shown for a few seconds to who is not signed in, and never be kept of others."""
    if actor_of(request).person_id is not None:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, private=True, max_age=15)
    return response
