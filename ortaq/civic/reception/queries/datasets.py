"""Appeals as open data: every public one, with its masked text and no person."""

from collections.abc import Iterator
from typing import Any

from ortaq.civic.reception.models import Appeal
from ortaq.core.matters.datasets import Column, Dataset, as_kept, place
from ortaq.core.people.refusal import N_

AT_ONCE = 5_000
COLUMNS = {
    "number": "matter__number", "received_at": "received_at", "registered_on": "registered_on", "due_on": "due_on",
    "kind": "kind", "topic": "topic__code", "state": "state", "repair": "repair", "answered_at": "answered_at",
    "fixed_at": "fixed_at", "overdue_count": "overdue_count", "reopened_count": "reopened_count", "score": "score",
    "district": "district__code", "body": "lead__code", "channel": "matter__channel", "language": "matter__language",
    "lon": "matter__lon", "lat": "matter__lat", "title": "matter__title", "text": "public_text",
}  # fmt: skip


def rows() -> Iterator[tuple[Any, ...]]:
    """This will give the public appeals in the order of their cards. One statement, read a few thousand at a time."""
    names = [as_kept(COLUMNS[column.name], column.kind) for column in APPEALS.columns]
    # Not the lists' LISTED: nearly all rows are wanted in the order of their keys, by an index they would be sorted.
    return Appeal.objects.filter(listed=True).order_by("pk").values_list(*names).iterator(chunk_size=AT_ONCE)


APPEALS = Dataset(
    id="appeals",
    title=N_("Appeals"),
    description=N_("Every public appeal with its way: when it came, who answers, by when, what came of it."),
    theme="GOVE",
    columns=(
        Column("number", "string", N_("Number of the appeal: its page is /appeals/<number>/")),
        Column("received_at", "date-time", N_("When it was received")),
        Column("registered_on", "date", N_("The day it was registered: the next working day after 18:00")),
        Column("due_on", "date", N_("The last day to answer by law")),
        Column("kind", "string", N_("Kind by law"), tuple(Appeal.Kind.values)),
        Column("topic", "string", N_("Code of the topic")),
        Column("state", "string", N_("What the law sees: open, answered, accepted …"), tuple(Appeal.State.values)),
        Column(
            "repair",
            "string",
            N_("What the world sees: fixed with evidence, or nothing yet"),
            tuple(Appeal.Repair.values),
        ),
        Column("answered_at", "date-time", N_("When it was answered")),
        Column("fixed_at", "date-time", N_("When it was fixed, with evidence")),
        Column("overdue_count", "integer", N_("How many terms passed without an answer")),
        Column("reopened_count", "integer", N_("How many times the applicant was not content")),
        Column("score", "integer", N_("The applicant's rating from 1 to 5")),
        Column("district", "string", N_("Code of the district")),
        Column("body", "string", N_("Code of the body that answers")),
        Column("channel", "string", N_("The way it came in")),
        Column("language", "string", N_("Language it was written in"), ("kk", "ru", "en")),
        *place(),
        Column("title", "string", N_("Title, personal details masked")),
        Column("text", "string", N_("Text, personal details masked")),
    ),
    rows=rows,
)
