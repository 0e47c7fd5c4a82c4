"""The list of plans, a plan with its versions, its text, and what changed in it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.plans.pages.entry import plan_or_404, settle_cache, version_or_404
from ortaq.civic.plans.pages.village_progress import sums
from ortaq.civic.plans.queries import changes as differences
from ortaq.civic.plans.queries import gatherings, listing, matrix, progress, remarks, texts, village
from ortaq.civic.plans.queries import plans as queries
from ortaq.civic.plans.rules.changes import KINDS, counts
from ortaq.civic.plans.rules.plans import KINDS as PLAN_KINDS
from ortaq.civic.plans.rules.stages import ORDER
from ortaq.civic.plans.rules.village_changes import KINDS as PART_KINDS
from ortaq.civic.plans.templatetags.plans import MANY, STAGES
from ortaq.core.ui.lines import Step, Stop
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """This will list the public plans of one kind, beginning with the first kind there is any of."""
    counted = listing.kinds()
    asked = request.GET.get("kind", "")
    kind = asked if asked in PLAN_KINDS else next((one for one in PLAN_KINDS if counted[one]), PLAN_KINDS[0])
    after = request.GET.get("after", "")
    rows, following = listing.public(kind, after=int(after) if after.isdecimal() and len(after) < MOST_SIGNS else None)
    tabs = [
        {"label": MANY[one], "href": f"?kind={one}", "current": one == kind, "count": counted[one]}
        for one in PLAN_KINDS
    ]
    older = f"?kind={kind}&after={following}" if following else ""
    newest = f"?kind={kind}" if after else ""
    context = {"rows": rows, "tabs": tabs, "kind": kind, "older": older, "newest": newest}
    return settle_cache(request, render(request, "plans/list.html", context))


SAID = 30
"""Remarks beside what changed; the response matrix has all of them."""
MOST_SIGNS = 19
"""A number of more digits is the id of nothing."""
VILLAGE = "village_plan"


@require_safe
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a plan by the newest version everyone reads; before there is one, its makers see it empty."""
    found = plan_or_404(request, code)
    return _about(request, found, queries.version(found, None, actor_of(request)))


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will show what a version is, what it stands on and where it has come."""
    return _about(request, *version_or_404(request, code, number))


def _about(request: HttpRequest, found: "Plan", shown: "PlanVersion | None") -> HttpResponse:
    every = listing.versions(found, actor_of(request))
    context = {
        "plan": found, "version": shown, "tab": "about", "versions": every, "newest": _newest(every),
        "stops": _stops(shown) if shown else [], "sums": _figures(shown) if shown and found.kind == VILLAGE else None,
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/plan.html", context))


def _figures(shown: "PlanVersion") -> list[dict[str, Any]] | None:
    """How far a village plan has come; None before it has measures."""
    whole = village.whole(shown)
    return sums(progress.of_whole(whole)) if any(whole.measures()) else None


def _newest(versions: "list[PlanVersion]") -> "PlanVersion | None":
    return next((one for one in versions if one.published_at), None)


def _stops(shown: "PlanVersion") -> list[Stop]:
    """The stages of a version as a line: those it came to, where it stands, those still ahead."""
    reached, at = listing.reached(shown), ORDER.index(shown.stage)
    ahead = ORDER[at + 1 : -1] if shown.stage != "superseded" else ()
    came = [stage for stage in ORDER if stage == shown.stage or (stage in reached and stage not in ahead)]
    return [_stop(shown, stage, reached.get(stage)) for stage in [*came, *ahead]]


def _stop(shown: "PlanVersion", stage: str, day: date | datetime | None) -> Stop:
    place, at = ORDER.index(stage), ORDER.index(shown.stage)
    step = Step.NOW if place == at else Step.DONE if place < at else Step.NEXT
    basis = localized(shown.legal_basis) if stage == "adopted" and place <= at else ""
    return Stop(STAGES[stage][0], step, when=day, note=basis)


@require_safe
def text(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will show the text of a version with its table of contents; each paragraph has a link of its own."""
    found, shown = version_or_404(request, code, number)
    paragraphs = texts.paragraphs(shown)
    if not paragraphs:
        raise Http404
    context = {
        "plan": found, "version": shown, "tab": "text", "paragraphs": paragraphs,
        "contents": [one for one in paragraphs if one.level],
        "counts": {key: n for (_part, key), n in remarks.counts(shown, "paragraph").items()},
        "may": remarks.open_now(shown, today=timezone.localdate()),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/text.html", context))


@require_safe
def changes(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will lay a version over the one before it, or over another one named by "with"."""
    found, shown = version_or_404(request, code, number)
    others = [one for one in listing.versions(found, actor_of(request)) if one.number < number]
    asked = request.GET.get("with", "")
    before = next((one for one in others if str(one.number) == asked), shown.before)
    if before is None:
        raise Http404
    rows = differences.of_text(before, shown)
    counted = counts(rows)
    context: dict[str, Any] = {
        "plan": found, "version": shown, "tab": "changes", "before": before, "others": others,
        "counted": [(kind, counted[kind]) for kind in KINDS if counted[kind]],
        "rows": [row for row in rows if row.kind != "kept"],
        "text": reverse("plans:text", args=[code, number]),
        "old_text": reverse("plans:text", args=[code, before.number]),
        "title": _("What changed"),
        "said": matrix.touched(shown, limit=SAID + 1, now=timezone.now()) if before == shown.before else [],
        "most": SAID, "village": _village(before, shown) if found.kind == VILLAGE else None,
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/changes.html", context))


def _village(before: "PlanVersion", shown: "PlanVersion") -> dict[str, Any] | None:
    """What became of needs, measures, resources and results; None where neither version has any."""
    found = differences.of_village(before, shown)
    if not found:
        return None
    kinds = [change.kind for change in found]
    return {
        "changes": [change for change in found if change.kind != "kept"],
        "counted": [(kind, kinds.count(kind)) for kind in PART_KINDS if kind in kinds],
        "titles": {one.code: one.name for one in gatherings.groups(shown.plan)}
        | {change.key: change.title for change in found},
    }
