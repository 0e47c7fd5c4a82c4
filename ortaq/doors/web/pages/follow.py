"""Following: what a person wants to hear of, whatever kind of thing it is."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ortaq.core.matters import addresses
from ortaq.core.matters import queries as matters
from ortaq.core.matters import services as matter_services
from ortaq.core.people import queries as people
from ortaq.core.ui.requests import actor_of


@never_cache
@require_POST
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """This will tell the person what happens next, or stop doing so, and lead back; a guest signs in first."""
    actor = actor_of(request)
    matter = matters.get(number, actor)
    address = addresses.of([matter]).get(matter.pk) if matter else None
    if matter is None or address is None:
        raise Http404
    person = people.person_by_id(actor.person_id)
    if person is None:
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': address})}")
    act = matter_services.unfollow if matters.follows(matter, actor) else matter_services.follow
    act(matter=matter, person=person, actor=actor, now=timezone.now())
    return redirect(address)
