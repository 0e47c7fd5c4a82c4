"""Public works and what they make, as open data."""

from collections.abc import Iterator
from typing import Any

from ortaq.civic.works.models import Quantity, Work
from ortaq.core.matters.datasets import Column, Dataset, localized, place, spread
from ortaq.core.people.refusal import N_

AT_ONCE = 5_000
WORK = (
    "matter__number", "kind", "stage", "body__code", "district", "planned", "spent", "currency", "starts_on",
    "ends_on", "done_on", "matter__lon", "matter__lat", "title",
)  # fmt: skip
QUANTITY = ("work__matter__number", "kind", "unit", "planned", "done", "year", "district")


def _works() -> Iterator[tuple[Any, ...]]:
    found = Work.objects.filter(matter__visibility="public").order_by("pk")
    for *facts, title in found.values_list(*WORK).iterator(chunk_size=AT_ONCE):
        yield (*facts, *spread(title))


def _quantities() -> Iterator[tuple[Any, ...]]:
    found = Quantity.objects.filter(work__matter__visibility="public").order_by("pk")
    return found.values_list(*QUANTITY).iterator(chunk_size=AT_ONCE)


WORKS = Dataset(
    id="works",
    title=N_("Public works"),
    description=N_("Every work of the register: what, where, who answers for it, its stage and its money."),
    theme="REGI",
    columns=(
        Column("number", "string", N_("Number of the work: its page is /works/<number>/")),
        Column("kind", "string", N_("Kind of the work"), tuple(Work.Kind.values)),
        Column("stage", "string", N_("The stage it has reached"), tuple(Work.Stage.values)),
        Column("body", "string", N_("Code of the body that answers for it")),
        Column("district", "string", N_("Code of the district")),
        Column("planned", "integer", N_("Money planned, in the smallest unit of the currency (tiyn)")),
        Column("spent", "integer", N_("Money paid so far, in the smallest unit of the currency (tiyn)")),
        Column("currency", "string", N_("Currency of the sums")),
        Column("starts_on", "date", N_("Planned beginning")),
        Column("ends_on", "date", N_("Planned end")),
        Column("done_on", "date", N_("The day it was done")),
        *place(),
        *localized("title", N_("Name of the work")),
    ),
    rows=_works,
)

QUANTITIES = Dataset(
    id="quantities",
    title=N_("What public works make"),
    description=N_(
        "Metres, square metres and pieces of every work, planned and built: the figures of the city's page."
    ),
    theme="REGI",
    columns=(
        Column("work", "string", N_("Number of the work: its page is /works/<number>/")),
        Column("kind", "string", N_("What is counted")),
        Column("unit", "string", N_("m, m2 or piece")),
        Column("planned", "integer", N_("How much is planned")),
        Column("built", "integer", N_("How much was built")),
        Column("year", "integer", N_("The year it counts for; 0 where none is known")),
        Column("district", "string", N_("Code of the district")),
    ),
    rows=_quantities,
)
