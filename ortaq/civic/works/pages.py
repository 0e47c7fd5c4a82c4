"""Public works as everyone sees them: the register, and the way of one work."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.works import queries
from ortaq.civic.works.rules import ENDS, WAY, Stage
from ortaq.civic.works.templatetags.works import stage_name
from ortaq.core.matters import addresses
from ortaq.core.matters.localized import words
from ortaq.core.ui.lines import Step, Stop
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.works.models import Work

LONGEST_KEY = 15


def work_or_404(number: str) -> "Work":
    """This will give a public work; what is not there is not found."""
    found = queries.get(number)
    if found is None:
        raise Http404
    return found


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list works, by stage if asked."""
    asked = request.GET.get("stage", "")
    stage = asked if asked in set(Stage) else ""
    page = queries.listing(stage=stage, before=_key(request.GET.get("before", "")))
    here = reverse("works:works")
    tabs = [
        {"label": label, "href": f"{here}?stage={code}" if code else here, "current": code == stage}
        for code, label in [("", _("All")), *((one.value, stage_name(one)) for one in Stage)]
    ]
    context = {
        "page": page,
        "tabs": tabs,
        "older": f"?{f'stage={stage}&' if stage else ''}before={page.older}" if page.older else "",
        "newer": here if request.GET.get("before") else "",
    }
    return render(request, "works/list.html", context)


@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    """This will show a work: what, where, who, the money, and its way stage by stage."""
    work = work_or_404(number)
    actor = actor_of(request)
    came_from = [link.origin for link in queries.origins(work, actor)]
    hrefs = addresses.of(came_from)
    context = {
        "work": work,
        "matter": work.matter,
        "stops": list(stops(work)),
        "origins": [(matter, hrefs.get(matter.pk, "")) for matter in came_from],
        "may_move": bool(queries.may_move(work, actor)) and work.stage not in ENDS,
    }
    return render(request, "works/work.html", context)


def stops(work: "Work") -> list[Stop]:
    """This will give the way of a work: stages reached with their words, then the ones ahead."""
    body = words(work.body.short_name, (get_language() or "kk").split("-")[0])
    reached = list(work.steps.all())
    found = [
        Stop(
            what=stage_name(step.stage),
            step=Step.NOW if step is reached[-1] and work.stage not in ENDS else Step.DONE,
            when=step.reached_on,
            who=body,
            quote=step.note,
        )
        for step in reached
    ]
    if work.stage in ENDS:
        return found
    ahead = WAY[WAY.index(Stage(work.stage)) + 1 :]
    return [*found, *(Stop(what=stage_name(stage), step=Step.NEXT) for stage in ahead)]


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_KEY else 0
