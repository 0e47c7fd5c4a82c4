"""What became of everything said: the ledger of a process, one answer, and how each body keeps its dates."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.processes import settle_cache
from ortaq.civic.dialogue.queries import fates
from ortaq.civic.dialogue.queries.fates import OPEN, Clock
from ortaq.core.discussion.rules.fates import FATES
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.numbers import NONE, read_whole, write_number
from ortaq.core.ui.sheets import sheet
from ortaq.core.ui.tables import Cell, Column, Table
from ortaq.core.ui.templatetags.ui_fates import fate_name
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.core.territory.models import Body

PAGE = 30
MEMBERS = 50
HEAD = ("body", "n", "in_time", "late", "open", "median_days")


@require_safe
def ledger(request: HttpRequest, code: str) -> HttpResponse:
    """This will show what became of the contributions of a process, narrowed by fate and body."""
    process = process_or_404(request, code)
    counts = fates.counts(process)
    fate, body = request.GET.get("fate", ""), request.GET.get("body", "")
    fate = fate if fate in (*FATES, OPEN) else ""
    body = body if any(one.code == body for one in counts.bodies) else ""
    after = read_whole(request.GET.get("after", ""))
    found = fates.ledger(process, fate=fate, body=body, after=after, limit=PAGE + 1, now=timezone.now())
    here = reverse("dialogue:answers", args=[code])
    context = {
        "process": process,
        "tab": "answers",
        "lines": found[:PAGE],
        "older": _address(here, fate, body, after=str(found[PAGE - 1].cluster.number)) if len(found) > PAGE else "",
        "fates": _fate_tabs(here, counts, fate, body),
        "bodies": counts.bodies if len(counts.bodies) > 1 else [],
        "body": body,
        "fate": fate,
        "total": counts.total,
        "open": counts.fates.get(OPEN, 0),
    }
    return settle_cache(request, render(request, "dialogue/answers.html", context))


def _address(here: str, fate: str, body: str, *, after: str = "") -> str:
    asked = "&".join(f"{name}={value}" for name, value in (("fate", fate), ("body", body), ("after", after)) if value)
    return f"{here}?{asked}" if asked else here


def _fate_tabs(here: str, counts: fates.Counts, fate: str, body: str) -> list[dict[str, Any]]:
    """Every fate that occurs, as a way to those alone."""
    every = {"label": _("All"), "href": _address(here, "", body), "current": not fate, "count": counts.total}
    return [every] + [
        {
            "label": fate_name("" if one == OPEN else one),
            "href": _address(here, one, body),
            "current": fate == one,
            "count": counts.fates[one],
        }
        for one in (*FATES, OPEN)
        if counts.fates.get(one)
    ]


@require_safe
def answer(request: HttpRequest, code: str, cluster: int) -> HttpResponse:
    """This will show one answer, everything it answers, and how it was corrected."""
    process = process_or_404(request, code)
    found = fates.get(process, cluster)
    if found is None:
        raise Http404
    inside = fates.members(found, after=read_whole(request.GET.get("after", "")), limit=MEMBERS + 1)
    past = fates.history(found)
    context = {
        "process": process,
        "tab": "answers",
        "cluster": found,
        "line": fates.line_of(found, 0, timezone.now()),
        "members": inside[:MEMBERS],
        "older": f"?after={inside[MEMBERS - 1].pk}" if len(inside) > MEMBERS else "",
        "supporters": fates.supporters(found),
        "corrections": list(pairwise(past)),
    }
    return settle_cache(request, render(request, "dialogue/answer.html", context))


@require_safe
def clocks(request: HttpRequest) -> HttpResponse:
    """This will compare how bodies answer what residents say in dialogues."""
    found = fates.clocks(now=timezone.now())
    return render(request, "dialogue/clocks.html", {"table": _table(found), "empty": not found})


def _table(found: list[Clock]) -> Table:
    code = language()
    columns = [
        Column("body", _("Body")),
        Column("n", _("Answers asked for"), number=True),
        Column("in_time", _("In time"), number=True),
        Column("late", _("Late"), number=True),
        Column("open", _("Still open"), number=True),
        Column("median", _("Half are answered within, days"), number=True),
    ]
    rows = [
        [
            Cell(words(row.body.short_name, code), href=reverse("dialogue:clock", args=[row.body.code])),
            *(
                NONE if value is None else write_number(value, language=code)
                for value in (row.n, row.in_time, row.late, row.open, row.median)
            ),
        ]
        for row in found
    ]
    return Table(
        caption=_("How bodies answer dialogues"),
        columns=columns,
        rows=rows,
        note=_("A dash: fewer than five, so that a figure never speaks about one person."),
        empty=_("Nobody has been asked anything yet."),
    )


@require_safe
def clock(request: HttpRequest, body: str) -> HttpResponse:
    """This will show how one body keeps its dates, and what it has still to answer."""
    found, now = _body_or_404(body), timezone.now()
    counted = next(iter(fates.clocks(now=now, bodies=[found.pk])), None)
    context = {
        "body": found,
        "lines": fates.of_body(found, now=now, limit=PAGE),
        "asked": counted is not None,
        "rows": _figures(counted) if counted is not None and counted.n is not None else [],
    }
    return render(request, "dialogue/clock.html", context)


def _figures(counted: Clock) -> list[dict[str, Any]]:
    code = language()
    of = _("of %(n)s answers") % {"n": write_number(counted.n, language=code)}
    few = _("fewer than five: not shown")
    return [
        {"label": _("answered in time"), "value": write_number(counted.in_time, language=code), "note": of},
        {"label": _("late, silence included"), "value": write_number(counted.late, language=code), "note": of},
        {"label": _("still open"), "value": write_number(counted.open, language=code), "note": of},
        {
            "label": _("days: half are answered within"),
            "value": write_number(counted.median, language=code),
            "note": "" if counted.median is not None else few,
        },
    ]


def _body_or_404(code: str) -> "Body":
    found = territory.bodies_by_code().get(code)
    if found is None:
        raise Http404
    return found


@require_safe
def clocks_csv(request: HttpRequest) -> HttpResponseBase:
    """This will send the comparison as CSV; what is too small is empty."""
    found = fates.clocks(now=timezone.now())
    rows = [(row.body.code, row.n, row.in_time, row.late, row.open, row.median) for row in found]
    return sheet("answers.csv", HEAD, rows)
