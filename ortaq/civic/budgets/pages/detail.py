"""The page of a project: what, where, how much, whether it can be built, its way, and after the count why."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.budgets.forms.choices import PROJECT_STATES
from ortaq.civic.budgets.forms.writing import WithdrawForm
from ortaq.civic.budgets.pages.entry import REFUSED, call_or_404
from ortaq.civic.budgets.pages.way import way
from ortaq.civic.budgets.queries import calls, projects, results
from ortaq.civic.budgets.services import projects as services
from ortaq.civic.budgets.templatetags.budgets import category_name
from ortaq.core.journal import queries as journal
from ortaq.core.matters import addresses
from ortaq.core.matters import queries as matters
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Project
    from ortaq.core.matters.models import Link


def project_or_404(request: HttpRequest, code: str, number: str) -> "Project":
    """This will give a project this visitor may see."""
    found = projects.get(call_or_404(request, code), number, actor_of(request))
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def page(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show a project to everyone, and to its author what she may still do."""
    project, actor = project_or_404(request, code, number), actor_of(request)
    if project.state == "draft":
        return redirect("budgets:new", code=code)
    now = timezone.now()
    rights = calls.rights(project.call, actor, now)
    links = matters.links_of(project.matter, actor)
    became = _ends(links, "result", project)
    context = {
        "call": project.call,
        "project": project,
        "matter": project.matter,
        "story": projects.story(project, actor),
        "stops": way(project, journal.entries(project.matter, actor), became),
        "came_from": _ends(links, "origin", project),
        "rights": rights,
        "why": results.why(project, language()) if rights["results"] and project.ballot_number else {},
    }
    return render(request, "budgets/project.html", context)


def _ends(links: "list[Link]", side: str, project: "Project") -> list[dict[str, str]]:
    """The cards at the other end of this project's links, with the page that shows each."""
    cards = [card for link in links if (card := getattr(link, side)).pk != project.pk]
    pages = addresses.of(cards)
    return [
        {"number": card.number, "title": card.title, "language": card.language, "href": pages.get(card.pk, "")}
        for card in cards
    ]


@require_safe
def place(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will give the project's pin, as the map draws it."""
    project = project_or_404(request, code, number)
    card, (word, tone) = project.matter, PROJECT_STATES[project.state]
    pins = [] if card.lon is None else [[card.lon, card.lat, card.number, 0, 0]]
    here = reverse("budgets:project", args=[code, "NUMBER"])
    response = JsonResponse(
        {
            "type": "FeatureCollection", "features": [], "pins": pins, "kinds": [str(category_name(project.category))],
            "states": [[str(word), tone]], "href": here, "title": _("Project No. %(number)s") % {"number": "NUMBER"},
            "more": False,
        }
    )  # fmt: skip
    response["Cache-Control"] = "private, max-age=60"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will ask the author once more, and take her project out of the race for good."""
    project, actor = project_or_404(request, code, number), actor_of(request)
    if not projects.story(project, actor).is_author:
        raise Http404
    form, status = WithdrawForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            try:
                services.withdraw_project(
                    project=project, reason=form.cleaned_data["reason"], actor=actor, now=timezone.now()
                )
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, _("The project is withdrawn."))
                return redirect("budgets:call", code=code)
    context = {"call": project.call, "project": project, "matter": project.matter, "form": form}
    return render(request, "budgets/withdraw.html", context, status=status)
