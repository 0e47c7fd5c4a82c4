"""Grants and prizes as open data: what won, and nothing of what did not."""

from collections.abc import Iterator
from typing import Any

from ortaq.civic.contests.models import Application
from ortaq.core.matters.datasets import Column, Dataset, localized, spread
from ortaq.core.people.refusal import N_

AT_ONCE = 5_000
VALUES = (
    "matter__number", "contest__code", "place", "band", "granted", "contest__currency", "submitted_at",
    "public_name_agreed", "public_name", "public_title", "contest__title",
)  # fmt: skip


def _grants() -> Iterator[tuple[Any, ...]]:
    won = Application.objects.filter(state=Application.State.FUNDED, matter__visibility="public").order_by("pk")
    for *facts, agreed, name, title, contest in won.values_list(*VALUES).iterator(chunk_size=AT_ONCE):
        yield (*facts, name if agreed else None, title, *spread(contest))


GRANTS = Dataset(
    id="grants",
    title=N_("Grants and prizes"),
    description=N_("Every application that won in a contest, with its place and sum."),
    theme="SOCI",
    columns=(
        Column("number", "string", N_("Number of the application")),
        Column("contest", "string", N_("Code of the contest: its page is /contests/<code>/")),
        Column("place", "integer", N_("Place by the scores of the jury, 1 is best")),
        Column("band", "string", N_("Surely above the line, or settled by lot or talk")),
        Column("granted", "integer", N_("The sum in the smallest unit of the currency (tiyn)")),
        Column("currency", "string", N_("Currency of the sum")),
        Column("submitted_at", "date-time", N_("When it was sent in")),
        Column("name", "string", N_("The winner as she agreed to be named; empty where she did not")),
        Column("title", "string", N_("Title, personal details masked")),
        *localized("contest", N_("Title of the contest")),
    ),
    rows=_grants,
)
