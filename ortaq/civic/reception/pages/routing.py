"""The published routing table: who answers for what and where, the first row that fits wins."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.reception.pages.maps import answer
from ortaq.civic.reception.pages.topics import group_choices
from ortaq.civic.reception.queries import routing
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.tables import Column, Table
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.engines.routing import covers

if TYPE_CHECKING:
    from ortaq.civic.reception.models import RoutingRow, RoutingTable

ANY = "*"


def table_or_404(version: str) -> "RoutingTable":
    """This will give the table of a version, or the one in force."""
    published = routing.published()
    found = next((table for table in published if (table.version == version if version else table.in_force)), None)
    if found is None:
        raise Http404
    return found


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will show the table in residents' words, narrowed by topic and territory."""
    published = routing.published()
    chosen = table_or_404(request.GET.get("version", "")) if published else None
    topics = dict(group_choices(language()))
    rows = routing.table_rows(chosen) if chosen else []
    places = territory.by_code({row.territory for row in rows})
    topic, place = request.GET.get("topic", ""), request.GET.get("territory", "")
    kept = [row for row in rows if fits(row, topic, place)]
    names = {code: words(found.name, language()) for code, found in places.items()}
    context = {
        "chosen": chosen,
        "published": published,
        "table": shown(kept, topics, names),
        "topics": list(topics.items()),
        "places": sorted(names.items(), key=lambda pair: pair[1]),
        "topic": topic,
        "territory": place,
    }
    return render(request, "reception/routing.html", context)


def fits(row: "RoutingRow", topic: str, place: str) -> bool:
    """This will say whether a row could match the topic and the territory asked for."""
    return (not topic or covers(row.topic, topic)) and (not place or covers(row.territory, place))


def shown(rows: "list[RoutingRow]", topics: dict[str, str], places: dict[str, str]) -> Table:
    """This will lay the rows out."""
    code = language()
    bodies = {body.code: words(body.short_name, code) for body in territory.bodies().values()}

    def named(value: str, names: dict[str, str]) -> str:
        return _("any") if value == ANY else names.get(value, value).strip()

    return Table(
        caption=_("Routing table"),
        columns=[
            Column("row", _("Row"), number=True),
            Column("topic", _("Topic")),
            Column("territory", _("Where")),
            Column("holder", _("On whose balance")),
            Column("body", _("Who answers")),
            Column("why", _("Why")),
        ],
        rows=[
            [
                row.row,
                named(row.topic, topics),
                named(row.territory, places),
                named(row.holder, bodies),
                words(row.body.short_name, code),
                words(row.why, code),
            ]
            for row in rows
        ],
        empty=_("No row fits this choice."),
    )


@require_safe
def json(request: HttpRequest) -> HttpResponse:
    """This will give a table with its digest: whoever recomputes the digest of the rows gets the same."""
    table = table_or_404(request.GET.get("version", ""))
    rows: list[dict[str, Any]] = [
        {
            "row": row.row,
            "topic": row.topic,
            "territory": row.territory,
            "holder": row.holder,
            "body": row.body.code,
            "why": row.why,
        }
        for row in routing.table_rows(table)
    ]
    data = {
        "version": table.version,
        "published_at": table.published_at.isoformat(),
        "digest": table.digest,
        "in_force": table.in_force,
        "rows": rows,
    }
    return answer(request, data, seconds=600)
