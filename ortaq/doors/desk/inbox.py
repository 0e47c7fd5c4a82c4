"""One inbox for an official: what is owed, the soonest first, the case beside the list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.reception.desk.case import side
from ortaq.civic.reception.queries import inbox
from ortaq.core.matters.localized import words
from ortaq.core.ui.dates import write_short_day
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.tables import Cell, Column, Row, Table
from ortaq.doors.desk.forms import InboxForm

SHOWS = {
    "": {},
    "mine": {"officer": "me"},
    "nobody": {"officer": "nobody"},
    "late": {"due": "late"},
    "soon": {"due": "soon"},
}


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will list open assignments of the actor's bodies; `?open=` shows one of them beside the list."""
    actor, today = actor_of(request), timezone.localdate()
    show = request.GET.get("show", "")
    asked = inbox.Ask(
        body=request.GET.get("body", ""),
        topic=request.GET.get("topic", ""),
        number=request.GET.get("number", ""),
        **SHOWS.get(show, SHOWS[""]),
    )
    found = inbox.open(actor, asked, request.GET.get("after", ""), today=today)
    opened = request.GET.get("open", "")
    chosen = side(request, int(opened)) if opened.isdecimal() and len(opened) < 19 else None  # noqa: PLR2004, a 64-bit key
    context: dict[str, Any] = {
        "counts": (counts := inbox.counts(actor, today=today)),
        "tabs": tabs(request, show, counts),
        "form": InboxForm(request.GET, actor=actor),
        "table": table(request, found.rows, chosen, today),
        "newer": address(request, after=found.newer) if found.newer else "",
        "older": address(request, after=found.older) if found.older else "",
        "close": address(request, open=""),
        "has_side": chosen is not None,
        **(chosen or {}),
    }
    return render(request, "desk/inbox.html", context)


def address(request: HttpRequest, **changes: object) -> str:
    """This will give the address of the same list with some of its parts changed; an empty part is left out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = str(value)
    return "?" + query.urlencode()


def tabs(request: HttpRequest, show: str, counts: inbox.Counts) -> list[dict[str, Any]]:
    """This will give the five views of the inbox with the counts of all of it; the filters stay."""
    labels = {
        "": (_("All"), counts.open),
        "mine": (_("In my hands"), counts.mine),
        "nobody": (_("Not taken"), counts.nobody),
        "late": (_("Late"), counts.late),
        "soon": (_("Due in three days"), counts.soon),
    }
    return [
        {"label": label, "href": address(request, show=key, open="", after=""), "current": key == show, "count": count}
        for key, (label, count) in labels.items()
    ]


def table(request: HttpRequest, rows: list[Any], chosen: dict[str, Any] | None, today: Any) -> Table:
    """This will draw the list: due day, state, number and title, topic, place, officer."""
    language = (get_language() or "kk").split("-")[0]
    current = chosen["assignment"].pk if chosen else None
    return Table(
        caption=_("Appeals that wait for your answer"),
        note=_("The soonest due first."),
        columns=[
            Column("case", _("Appeal")),
            Column("due", _("Due"), nowrap=True),
            Column("state", _("State")),
            Column("topic", _("Topic")),
            Column("place", _("Place")),
            Column("officer", _("In hands of")),
        ],
        rows=[Row(_cells(request, row, today, language), current=row.pk == current) for row in rows],
        empty=_("No open appeal of your bodies has this number.")
        if request.GET.get("number", "").strip()
        else _("Nothing waits. Well done."),
        walk=True,
    )


def _cells(request: HttpRequest, row: Any, today: Any, language: str) -> list[Any]:
    late = row.due_on is not None and row.due_on < today
    place = words(row.appeal.district.name, language) if row.appeal.district_id else row.appeal.matter.address
    return [
        Cell(f"{row.appeal.matter.number} · {row.appeal.matter.title}", href=address(request, open=row.pk)),
        write_short_day(row.due_on, language=language).replace(" ", "\N{NO-BREAK SPACE}") if row.due_on else "—",
        Cell(_("late"), tone="late") if late else Cell(_("waiting"), tone="now" if row.due_on else "plain"),
        words(row.appeal.topic.name, language),
        place or "—",
        row.officer.name if row.officer_id else "—",
    ]
