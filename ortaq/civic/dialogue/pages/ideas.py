"""The list of ideas, one idea, her own ideas, and which groups are heard."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.dialogue.forms.ideas import FilterForm
from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.idea_new import goals_offered, themes_offered
from ortaq.civic.dialogue.pages.processes import settle_cache
from ortaq.civic.dialogue.queries import ideas as queries
from ortaq.civic.dialogue.queries import lenses, processes
from ortaq.civic.dialogue.rules import phases
from ortaq.civic.dialogue.rules.lenses import ENOUGH, LEAST
from ortaq.core.matters.localized import words
from ortaq.core.people import queries as people
from ortaq.core.people.refusal import Refused, require
from ortaq.core.people.rules import Rung, may_stand
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Idea, Process

FIELDS = ("q", "order", "theme", "goal", "district", "state")
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The form to show again, the filter, and the query string that keeps it."""

    form: FilterForm
    filter: queries.Filter
    query: str

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order is asked for."""
        asks = self.filter
        return bool(asks.theme or asks.goal or asks.district or asks.state or asks.words)


def asked(request: HttpRequest, process: "Process") -> Asked:
    """This will read the filter; a field that does not fit is left out and named on the page."""
    form = FilterForm(
        request.GET if any(request.GET.get(name) for name in FIELDS) else None,
        themes=themes_offered(process),
        goals=goals_offered(process),
        districts=[(code, words(name, language())) for code, name in territory.district_names()],
    )
    data: dict[str, Any] = {}
    if form.is_bound:
        form.is_valid()
        data = form.cleaned_data
    query = QueryDict(mutable=True)
    for name in FIELDS:
        if request.GET.get(name):
            query[name] = request.GET[name]
    return Asked(form, _filter(data), query.urlencode())


def plain_filter(request: HttpRequest, process: "Process") -> queries.Filter:
    """This will read the filter of a data address, where no form is shown and no list of districts is asked for."""
    offered = {"themes": themes_offered(process), "goals": goals_offered(process)}
    form = FilterForm(request.GET, **offered, districts=[])
    form.is_valid()
    return _filter({**form.cleaned_data, "district": request.GET.get("district", "")[:120]})


def _filter(data: dict[str, Any]) -> queries.Filter:
    given = {name: data.get(name) or "" for name in ("theme", "goal", "district", "state")}
    return queries.Filter(**given, words=data.get("q") or "", order=data.get("order") or queries.NEWEST)


@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the ideas of a process, narrowed and ordered by the address."""
    process, now = process_or_404(request, code), timezone.now()
    found = asked(request, process)
    page = queries.listed(process, found.filter, request.GET.get("after", ""), AT_ONCE)
    here = reverse("dialogue:ideas", args=[code])
    context = {
        "process": process,
        "tab": "ideas",
        "form": found.form,
        "query": found.query,
        "narrowed": found.narrowed,
        "page": page,
        "newer": _neighbour(here, found.query, page.newer),
        "older": _neighbour(here, found.query, page.older),
        "here": here,
        "may": phases.may_now(phases.Deed.IDEA, processes.spans(process), state=process.state, now=now),
    }
    return settle_cache(request, render(request, "dialogue/ideas.html", context))


def _neighbour(here: str, query: str, after: str) -> str:
    return f"{here}?{query + '&' if query else ''}{urlencode({'after': after})}" if after else ""


def idea_or_404(request: HttpRequest, code: str, number: str) -> "Idea":
    """This will give an idea this visitor may read; "not yours" looks like "not there"."""
    idea = queries.get(process_or_404(request, code), number, actor_of(request))
    if idea is None:
        raise Http404
    return idea


@require_safe
def page(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will show an idea with who supports it, what was joined into it and what became of it."""
    return show(request, idea_or_404(request, code, number))


def show(request: HttpRequest, idea: "Idea", *, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    """This will render the page; `refused` is what was declined a moment ago."""
    process, actor, now = idea.process, actor_of(request), timezone.now()
    spans = processes.spans(process)
    story = queries.story(idea, actor)
    context = {
        "process": process,
        "tab": "ideas",
        "idea": idea,
        "matter": idea.matter,
        "story": story,
        "sums": lenses.sums_of(story.root),
        "least": LEAST,
        "may_support": phases.may_now(phases.Deed.SUPPORT, spans, state=process.state, now=now),
        "rung": may_stand(people.rung_of_person(actor.person_id), least=Rung.PHONE_VERIFIED),
        "may_object": _may_object(story, now),
        "refused": refused,
    }
    return settle_cache(request, render(request, "dialogue/idea.html", context, status=status))


def _may_object(story: queries.Story, now: Any) -> bool:
    joining = story.joining
    return bool(
        joining and story.is_author and joining.state == "standing" and not joining.settled_at
        and now < joining.objection_until
    )  # fmt: skip


@never_cache
@require_safe
def mine(request: HttpRequest, code: str) -> HttpResponse:
    """This will list a person's own ideas in a process."""
    process, actor = process_or_404(request, code), actor_of(request)
    require(may_stand(people.rung_of_person(actor.person_id), least=Rung.ACCOUNT))
    context = {
        "process": process,
        "tab": "ideas",
        "ideas": queries.mine(process, actor),
        "lenses": lenses.own(process, actor),
    }
    return render(request, "dialogue/my_ideas.html", context)


@require_safe
def voices(request: HttpRequest, code: str) -> HttpResponse:
    """This will set the groups people speak for beside the residents: who is heard, and who is missing."""
    process = process_or_404(request, code)
    people_here, compared = lenses.compared(process)
    context = {
        "process": process,
        "tab": "ideas",
        "people": people_here,
        "compared": compared,
        "least": LEAST,
        "enough": ENOUGH,
    }
    return settle_cache(request, render(request, "dialogue/voices.html", context))
