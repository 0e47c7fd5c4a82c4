"""The end of the weekly letter by the address in it: asked on a page, or by one press of a mail program."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ortaq.core.notices import queries, services
from ortaq.core.ui.requests import actor_of


@csrf_exempt  # a mail program has no cookie of ours; the signed address alone says whose letter ends
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """This will ask once, and end the letter when that is sent; an address nobody made leads nowhere."""
    person = queries.reader_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        services.stop_digest(person=person, actor=actor_of(request), now=timezone.now())
    return render(request, "web/digest.html", {"ended": request.method == "POST" or not person.digest})
