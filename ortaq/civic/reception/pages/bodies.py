"""How bodies answer: every figure with the number it is counted from, nothing for fewer than five."""

from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.reception.queries import figures, lists
from ortaq.civic.reception.queries.figures import BodyFigures, Days, Share
from ortaq.civic.reception.queries.lists import Filter
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.charts import Point, Span
from ortaq.core.ui.numbers import NONE, write_number, write_percent
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sheets import sheet
from ortaq.core.ui.tables import Cell, Column, Table, sort_of
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.core.territory.models import Body

PERIODS = {"month": 30, "quarter": 91, "year": 365, "all": None}
SORTS = ("name", "n", "median", "p90", "on_time", "extended", "redirected", "reopened", "fixed")
HEAD = (
    "body", "since", "until", "n", "median_days", "median_n", "p90_days", "p90_n", "on_time", "on_time_n",
    "extended", "extended_n", "redirected", "redirected_n", "reopened", "reopened_n", "fixed", "fixed_n",
)  # fmt: skip
NEWEST = 5
TERM = 15
"""Working days of the usual term; drawn as a line on the chart."""


def period_of(request: HttpRequest, today: date) -> tuple[str, date | None]:
    """This will read the period: its name and its first day (None for all time)."""
    name = request.GET.get("period", "year")
    if name not in PERIODS:
        name = "year"
    days = PERIODS[name]
    return name, today - timedelta(days=days) if days else None


def period_tabs(here: str, chosen: str) -> list[dict[str, Any]]:
    """This will give the periods as links."""
    labels = {"month": _("30 days"), "quarter": _("3 months"), "year": _("12 months"), "all": _("All time")}
    return [{"label": labels[name], "href": f"{here}?period={name}", "current": name == chosen} for name in PERIODS]


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """This will compare all bodies in one table."""
    name, since = period_of(request, timezone.localdate())
    found = figures.bodies(since=since)
    sort = sort_of(request, allowed=SORTS, default="-on_time")
    rows = ordered(found, sort)
    here = reverse("reception:bodies")
    context = {
        "table": table(rows, sort, request.GET.urlencode(), name),
        "spans": [Span(short(row), row.median.value, row.p90.value) for row in rows if row.median.value is not None][
            :12
        ],
        "tabs": period_tabs(here, name),
        "period": name,
        "empty": not rows,
    }
    return render(request, "reception/bodies.html", context)


def short(row: BodyFigures) -> str:
    """This will give the short name of a body."""
    return words(row.body.short_name, language())


def value_of(row: BodyFigures, key: str) -> int | str | None:
    """This will give what a column sorts by."""
    if key == "name":
        return short(row).casefold()
    if key == "n":
        return row.n
    found = getattr(row, key)
    return found.value if isinstance(found, Days) else found.percent


def ordered(found: list[BodyFigures], sort: str) -> list[BodyFigures]:
    """This will sort by a column ("-" before it: the largest first); those without a figure stand last, by code."""
    column = sort.removeprefix("-")
    by_code = sorted(found, key=lambda row: str(row.body.code))
    known = [(value, row) for row in by_code if (value := value_of(row, column)) is not None]
    known.sort(key=itemgetter(0), reverse=sort.startswith("-"))
    return [row for _value, row in known] + [row for row in by_code if value_of(row, column) is None]


def table(rows: list[BodyFigures], sort: str, query: str, period: str) -> Table:
    """This will lay out the comparison."""
    columns = [
        Column("name", _("Body"), sorts=True),
        Column("n", _("Appeals"), number=True, sorts=True),
        Column("median", _("Half are answered within, working days"), number=True, sorts=True),
        Column("p90", _("Nine of ten within"), number=True, sorts=True),
        Column("on_time", _("On time"), number=True, sorts=True),
        Column("extended", _("Extended"), number=True, sorts=True),
        Column("redirected", _("Forwarded"), number=True, sorts=True),
        Column("reopened", _("Sent back"), number=True, sorts=True),
        Column("fixed", _("Fixed"), number=True, sorts=True),
    ]
    code = language()
    cells = [
        [
            Cell(short(row), href=f"{reverse('reception:body', kwargs={'code': row.body.code})}?period={period}"),
            write_number(row.n, language=code),
            write_number(row.median.value, language=code),
            write_number(row.p90.value, language=code),
            *(share(value) for value in (row.on_time, row.extended, row.redirected, row.reopened, row.fixed)),
        ]
        for row in rows
    ]
    return Table(
        caption=_("How bodies answer"),
        columns=columns,
        rows=cells,
        sort=sort,
        query=query,
        note=_("A dash: fewer than five appeals, so that a figure never speaks about one person."),
        empty=_("Nobody has been asked anything in this period."),
    )


def share(value: Share) -> str:
    """This will write a share, or a dash."""
    return write_percent(value.percent, language=language()) if value.percent is not None else NONE


def body_or_404(code: str) -> "Body":
    """This will give a body by its code."""
    found = territory.bodies_by_code().get(code)
    if found is None:
        raise Http404
    return found


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show how one body answers."""
    body = body_or_404(code)
    today = timezone.localdate()
    name, since = period_of(request, today)
    found = figures.body(body, since=since)
    newest = lists.appeals(actor_of(request), Filter(body=code), limit=NEWEST)
    here = reverse("reception:body", kwargs={"code": code})
    context = {
        "body": body,
        "figures": found,
        "rows": figure_rows(found),
        "days": day_points(figures.answer_days(body, since=since)),
        "page": newest,
        "tabs": period_tabs(here, name),
        "period": name,
        "today": today,
        "term": TERM,
    }
    return render(request, "reception/body.html", context)


def figure_rows(found: BodyFigures) -> list[dict[str, Any]]:
    """This will give the figures as sums: label, value, and what it is counted from."""
    code = language()

    def counted(n: int | None) -> str:
        return (
            _("of %(n)s") % {"n": write_number(n, language=code)} if n is not None else _("fewer than five: not shown")
        )

    def days(value: Days) -> dict[str, Any]:
        return {"value": write_number(value.value, language=code), "note": counted(value.n)}

    def part(value: Share) -> dict[str, Any]:
        return {"value": share(value), "note": counted(value.n)}

    return [
        {"label": _("answered on time"), **part(found.on_time)},
        {"label": _("working days: half are answered within"), **days(found.median)},
        {"label": _("working days: nine of ten within"), **days(found.p90)},
        {"label": _("fixed, of those answered"), **part(found.fixed)},
        {"label": _("sent back by the applicant"), **part(found.reopened)},
        {"label": _("term extended"), **part(found.extended)},
        {"label": _("forwarded to another body"), **part(found.redirected)},
    ]


def day_points(pairs: list[tuple[int, int]], most: int = 30) -> list[Point]:
    """This will give answers by working days as columns; what took longer than `most` stands in the last one."""
    if not pairs:
        return []
    counted = dict.fromkeys(range(min(most, max(day for day, _n in pairs)) + 1), 0)
    for day, number in pairs:
        counted[min(day, most)] += number
    return [Point(f"{day}+" if day == most else str(day), number) for day, number in counted.items()]


def csv_row(row: BodyFigures) -> list[Any]:
    """This will give one body's figures for CSV; what is too small is empty."""
    cells: list[Any] = [row.body.code, row.since, row.until, row.n]
    for value in (row.median, row.p90):
        cells += [value.value, value.n]
    for portion in (row.on_time, row.extended, row.redirected, row.reopened, row.fixed):
        cells += [portion.count, portion.n]
    return cells


@require_safe
def every_csv(request: HttpRequest) -> HttpResponseBase:
    """This will send the comparison as CSV."""
    _name, since = period_of(request, timezone.localdate())
    return sheet("bodies.csv", HEAD, [csv_row(row) for row in figures.bodies(since=since)])


@require_safe
def csv(request: HttpRequest, code: str) -> HttpResponseBase:
    """This will send one body's figures as CSV."""
    _name, since = period_of(request, timezone.localdate())
    return sheet(f"{code}.csv", HEAD, [csv_row(figures.body(body_or_404(code), since=since))])
