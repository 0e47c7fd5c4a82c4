"""Workshops of residents, their concepts, and what became of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ortaq.civic.works.pages.entry import settle_cache, tabs_of
from ortaq.civic.works.pages.works import VIEWS
from ortaq.civic.works.queries import workshops as queries
from ortaq.core.files import queries as files
from ortaq.core.ui.requests import actor_of

PICTURES = ("photo",)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list workshops with how many concepts they gave."""
    context = {"rows": queries.listing(), "tabs": tabs_of("workshops", VIEWS)}
    return settle_cache(request, render(request, "works/workshops.html", context))


@require_safe
def page(request: HttpRequest, workshop: str) -> HttpResponse:
    """This will show a workshop with its concepts and the stage each has reached."""
    held = queries.get(workshop)
    if held is None:
        raise Http404
    concepts = list(held.concepts.all())
    pictures = {file.matter_id: file for file in files.public_of([one.matter_id for one in concepts], PICTURES)}
    context = {
        "workshop": held,
        "stages": queries.by_stage(held),
        "days": (held.ends_on - held.starts_on).days + 1,
        "rows": [{"concept": one, "photo": pictures.get(one.matter_id)} for one in concepts],
    }
    return settle_cache(request, render(request, "works/workshop.html", context))


@require_safe
def concept(request: HttpRequest, concept: str) -> HttpResponse:
    """This will show a concept: what it proposes, where, and the work it became."""
    found = queries.concept(concept)
    if found is None:
        raise Http404
    context = {
        "concept": found,
        "matter": found.matter,
        "workshop": found.workshop,
        "work": found.work,
        "photos": files.of_matter(found.matter, actor_of(request), PICTURES),
        "back": reverse("works:workshop", args=[found.workshop.matter.number]),
    }
    return settle_cache(request, render(request, "works/concept.html", context))
