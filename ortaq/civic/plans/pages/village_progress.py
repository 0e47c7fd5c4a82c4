"""How a village plan goes on: the share that is done, money, people reached, meetings, yearly reports."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ortaq.civic.plans.pages.entry import plan_or_404, settle_cache
from ortaq.civic.plans.queries import gatherings as meeting_queries
from ortaq.civic.plans.queries import plans, village
from ortaq.civic.plans.queries import progress as queries
from ortaq.civic.plans.rules.needs import MONEY
from ortaq.civic.plans.templatetags.village import KINDS
from ortaq.core.ui.charts import Point
from ortaq.core.ui.numbers import TIYN, write_money, write_number, write_percent
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.tables import Column, Table
from ortaq.core.ui.templatetags.ui_formats import language, localized

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion

MILLION = TIYN * 1_000_000


def _newest_or_404(request: HttpRequest, code: str) -> "tuple[Plan, PlanVersion]":
    """The version everyone reads now."""
    plan = plan_or_404(request, code)
    version = plans.version(plan, None, actor_of(request))
    if version is None:
        raise Http404
    return plan, version


@require_safe
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """This will show how much of a plan is done, what it cost, whom it reached and what is late."""
    plan, version = _newest_or_404(request, code)
    whole = village.whole(version, today=timezone.localdate())
    if not whole.needs:
        raise Http404
    found = queries.of_whole(whole)
    context = {
        "plan": plan, "version": version, "tab": "progress", "figures": found, "sums": sums(found),
        "money": _money_points(found), "money_table": _money_table(found), "states": found.states.items(),
        "free": [line for line in whole.measures() if line.without_money and any(one.actual for one in line.results)],
        "reports": queries.reports(plan),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/progress.html", context))


def sums(found: queries.Figures) -> list[dict[str, Any]]:
    """This will give the four figures of a village plan as big letters show them."""
    lang = language()
    share, results = found.share, found.results_reached
    return [
        {"label": _("of the measures are done"), "value": write_percent(share.percent, language=lang),
         "note": _("%(done)s of %(of)s") % {"done": share.done, "of": share.of}},
        {"label": _("people reached, at least"), "value": write_number(found.people.at_least, language=lang)},
        {"label": _("spent"), "value": write_money(found.spent, language=lang),
         "note": _("of %(planned)s planned") % {"planned": write_money(found.planned, language=lang)}},
        {"label": _("results reached their target"), "value": write_number(results.done, language=lang),
         "note": _("of %(of)s") % {"of": results.of}},
    ]  # fmt: skip


def _money_points(found: queries.Figures) -> list[Point]:
    """Planned money in million tenge, kind by kind; what has no sum is not drawn."""
    return [Point(str(KINDS[one.kind]), one.planned / MILLION) for one in found.money if one.planned]


def _money_table(found: queries.Figures) -> Table:
    lang = language()
    rows = [
        [str(KINDS[one.kind]), write_money(one.planned, language=lang), write_money(one.spent, language=lang),
         write_percent(one.spent * 100 // one.planned, language=lang) if one.planned else "—"]
        for one in found.money
    ]  # fmt: skip
    return Table(
        caption=_("Money by where it comes from"),
        columns=[
            Column("kind", _("Where it comes from")),
            Column("planned", _("Planned"), number=True),
            Column("spent", _("Spent"), number=True),
            Column("share", _("Share spent"), number=True),
        ],
        rows=rows,
        note=_("Own labour is told in money where the plan gives it a sum.")
        if any(one.kind not in MONEY and one.planned for one in found.money)
        else "",
    )


@require_safe
def gatherings(request: HttpRequest, code: str) -> HttpResponse:
    """This will show who met when, how many of each group came, and what the law says of the size."""
    plan = plan_or_404(request, code)
    held = meeting_queries.held(plan)
    if not held:
        raise Http404
    groups = meeting_queries.groups(plan)
    met = _by_group(held)
    context = {
        "plan": plan, "version": plans.version(plan, None, actor_of(request)), "tab": "gatherings", "held": held,
        "attendance": [Point(localized(one.name), met.get(one.pk, 0)) for one in groups],
        "table": _groups_table(groups, met), "unheard": [one for one in groups if not met.get(one.pk)],
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/gatherings.html", context))


def _by_group(held: list[meeting_queries.Held]) -> dict[int, int]:
    """Attendances of each group over all meetings: who came twice is counted twice."""
    found: dict[int, int] = {}
    for one in held:
        for came in one.groups:
            found[came.group.pk] = found.get(came.group.pk, 0) + came.people
    return found


def _groups_table(groups: list[Any], met: dict[int, int]) -> Table:
    """Each group's share of those who came beside its share of the village."""
    lang = language()
    people, came = sum(one.people or 0 for one in groups), sum(met.values())

    def share(part: int | None, whole: int) -> str:
        return write_percent(part * 100 / whole, language=lang) if whole and part is not None else "—"

    rows = [
        [localized(one.name), write_number(met.get(one.pk, 0), language=lang), share(met.get(one.pk, 0), came),
         write_number(one.people, language=lang), share(one.people, people)]
        for one in groups
    ]  # fmt: skip
    return Table(
        caption=_("Groups of the village"),
        note=_("A person can belong to several groups, and to several meetings: shares are of all that was counted."),
        columns=[
            Column("group", _("Group")),
            Column("came", _("Came to meetings"), number=True),
            Column("share", _("Share of attendances"), number=True),
            Column("people", _("Live here"), number=True),
            Column("village", _("Share of the groups"), number=True),
        ],
        rows=rows,
        empty=_("No groups are named yet."),
    )


@require_safe
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """This will show the public report of a year: its words, and its figures as they were that day."""
    plan, version = _newest_or_404(request, code)
    found = queries.report(plan, year)
    if found is None:
        raise Http404
    context = {
        "plan": plan, "version": version, "tab": "progress", "slim": True, "report": found,
        "sums": _report_sums(found.figures), "money": _report_money(found.figures),
        "results": found.figures.get("results", []),
        "others": [one for one in queries.reports(plan) if one.year != year],
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/report.html", context))


def _report_sums(figures: dict[str, Any]) -> list[dict[str, Any]]:
    lang, share = language(), figures["share"]
    late = len(figures["late"])
    percent = share["done"] * 100 // share["of"] if share["of"] else None
    return [
        {"label": _("of the measures are done"), "value": write_percent(percent, language=lang),
         "note": _("%(done)s of %(of)s") % share},
        {"label": _("people reached, at least"), "value": write_number(figures["people"]["at_least"], language=lang)},
        {"label": _("spent"), "value": write_money(sum(one["spent"] for one in figures["money"]), language=lang)},
        {"label": ngettext("measure is late", "measures are late", late), "value": write_number(late, language=lang)},
    ]  # fmt: skip


def _report_money(figures: dict[str, Any]) -> Table:
    lang = language()
    return Table(
        caption=_("Money by where it comes from"),
        columns=[
            Column("kind", _("Where it comes from")),
            Column("planned", _("Planned"), number=True),
            Column("spent", _("Spent"), number=True),
        ],
        rows=[
            [str(KINDS[one["kind"]]), *(write_money(one[name], language=lang) for name in ("planned", "spent"))]
            for one in figures["money"]
        ],
    )
