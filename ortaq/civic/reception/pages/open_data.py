"""The list of appeals as CSV: the same rows as on the page, with the same filter."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from ortaq.civic.reception.pages.listing import plain_filter
from ortaq.civic.reception.queries import lists
from ortaq.civic.reception.queries.lists import Filter
from ortaq.core.ui.sheets import sheet

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal

MOST = 20_000
"""Rows of one file; older ones are had by a filter on days."""
AT_ONCE = 1000
HEAD = (
    "number", "received_at", "registered_on", "due_on", "kind", "topic", "state", "repair", "answered_at", "fixed_at",
    "overdue_count", "reopened_count", "score", "district", "body", "channel", "language", "lon", "lat", "title",
    "text",
)  # fmt: skip


@require_safe
def appeals(request: HttpRequest) -> HttpResponseBase:
    """This will send the public appeals of the filter, the newest first, at most 20 000."""
    return sheet("appeals.csv", HEAD, rows(plain_filter(request)))


def rows(asked: Filter) -> Iterator[tuple[Any, ...]]:
    """This will read page after page by key, so that a long file holds few rows in memory."""
    after, sent = "", 0
    while sent < MOST:
        page = lists.records(asked, after=after, limit=AT_ONCE)
        for appeal in page.rows:
            yield row(appeal)
        sent += len(page.rows)
        after = page.older
        if not after:
            return


def row(appeal: "Appeal") -> tuple[Any, ...]:
    """This will give the public facts of one appeal: masked text, no person."""
    matter = appeal.matter
    return (
        matter.number,
        timezone.localtime(appeal.received_at).isoformat(timespec="minutes"),
        appeal.registered_on,
        appeal.due_on,
        appeal.kind,
        appeal.topic.code,
        appeal.state,
        appeal.repair,
        timezone.localtime(appeal.answered_at).isoformat(timespec="minutes") if appeal.answered_at else None,
        timezone.localtime(appeal.fixed_at).isoformat(timespec="minutes") if appeal.fixed_at else None,
        appeal.overdue_count,
        appeal.reopened_count,
        appeal.score,
        appeal.district.code if appeal.district else None,
        appeal.lead.code,
        matter.channel,
        matter.language,
        matter.lon,
        matter.lat,
        matter.title,
        appeal.public_text,
    )
