"""Micro-grants of a plan: what all of them come to, and one of them with its payments and reports."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from ortaq.civic.plans.pages.entry import plan_or_404, settle_cache
from ortaq.civic.plans.queries import grants as queries
from ortaq.civic.plans.queries import plans
from ortaq.core.matters import addresses
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.tables import Cell, Column, Table
from ortaq.core.ui.templatetags.ui_formats import money, number, short_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ortaq.core.matters.models import Matter


@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the calls of a plan with their grants, and what all of them come to."""
    plan = plan_or_404(request, code)
    granted = queries.of_plan(plan)
    if not granted.calls:
        raise Http404
    leads = _leads(row.call.contest for row in granted.calls)
    context = {
        "plan": plan, "version": plans.version(plan, None, actor_of(request)), "tab": "grants",
        "rows": [(row, leads.get(row.call.contest_id or 0, "")) for row in granted.calls],
        "sums": _sums(granted.sums), "jobs": _jobs(granted.sums),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/grants.html", context))


def _leads(cards: "Iterable[Matter | None]") -> dict[int, str]:
    """The pages of public cards."""
    return addresses.of([card for card in cards if card is not None and card.visibility == card.Visibility.PUBLIC])


def _sums(sums: queries.Sums) -> list[dict[str, Any]]:
    paid = _("paid: %(sum)s") % {"sum": money(sums.paid)}
    return [
        {"label": _("Micro-grants"), "value": number(sums.grants)},
        {"label": _("Money"), "value": money(sums.money), "note": paid},
        {"label": _("Own contributions"), "value": money(sums.own)},
        {"label": _("People reached"), "value": number(sums.people)},
    ]


def _jobs(sums: queries.Sums) -> Table:
    """Promised jobs beside those there are, by group."""
    told = _("By the newest report of each grant; reports there are of %(n)s of %(all)s.") % {
        "n": number(sums.reported), "all": number(sums.grants),
    }  # fmt: skip
    return _table(
        [
            (_("People under 35"), sums.promised_youth, sums.youth),
            (_("Women"), sums.promised_women, sums.women),
            (_("All jobs"), None, sums.jobs),
        ],
        note=told,
    )


def _table(rows: list[tuple[str, int | None, int | None]], *, note: str = "") -> Table:
    columns = [
        Column("who", _("For whom")),
        Column("promised", pgettext("jobs", "Promised"), number=True),
        Column("made", pgettext("jobs", "There are"), number=True),
    ]
    cells = [[who, *("—" if figure is None else number(figure) for figure in figures)] for who, *figures in rows]
    return Table(caption=_("Jobs"), columns=columns, rows=cells, note=note)


@require_safe
def grant(request: HttpRequest, code: str, call: int, grant: int) -> HttpResponse:
    """This will show a grant: what it is for, what was promised, paid and reported."""
    plan = plan_or_404(request, code)
    found = queries.one(plan, call, grant)
    if found is None:
        raise Http404
    called, shown = found
    kept, newest = shown.grant, shown.newest
    rows: list[tuple[str, int | None, int | None]] = [
        (_("People under 35"), kept.jobs_youth, newest.jobs_youth if newest else None),
        (_("Women"), kept.jobs_women, newest.jobs_women if newest else None),
        (_("All jobs"), None, newest.jobs if newest else None),
    ]
    leads = _leads([called.call.contest, kept.application])
    context = {
        "plan": plan, "version": plans.version(plan, None, actor_of(request)), "tab": "grants", "slim": True,
        "called": called, "grant": shown, "kept": kept, "jobs": _table(rows), "instalments": _instalments(shown),
        "contest": leads.get(called.call.contest_id or 0, ""), "application": leads.get(kept.application_id or 0, ""),
        "reports": list(reversed(shown.reports)), "back": reverse("plans:grants", args=[code]),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/grant.html", context))


def _instalments(shown: queries.Grant) -> Table:
    columns = [
        Column("n", "№"),
        Column("sum", _("Sum"), number=True),
        Column("due", _("Due")),
        Column("paid", _("Paid")),
    ]
    rows = [
        [
            number(one.position), money(one.amount), short_day(one.due_on),
            Cell(short_day(one.paid_on), tone="good") if one.paid_on else _("not yet"),
        ]
        for one in shown.instalments
    ]  # fmt: skip
    return Table(caption=_("Instalments"), columns=columns, rows=rows)
