"""Values of indicators as open data: what holds, with its source and state."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ortaq.civic.indicators.models import Value
from ortaq.core.matters.datasets import Column, Dataset, localized, spread
from ortaq.core.people.refusal import N_

AT_ONCE = 5_000
MILLION = 1_000_000
_COLUMNS = (
    "indicator__code", "territory__code", "period", "start", "end", "split", "amount", "indicator__unit", "state",
    "source", "source_url", "licence", "measured_on", "recorded_at", "note", "indicator__name",
)  # fmt: skip
AMOUNT = _COLUMNS.index("amount")


def _values() -> Iterator[tuple[Any, ...]]:
    found = Value.objects.filter(superseded_at__isnull=True, indicator__matter__visibility="public").order_by("pk")
    for *facts, name in found.values_list(*_COLUMNS).iterator(chunk_size=AT_ONCE):
        facts[AMOUNT] = float(Decimal(facts[AMOUNT]) / MILLION)
        yield (*facts, *spread(name))


VALUES = Dataset(
    id="indicator-values",
    title=N_("Values of indicators"),
    description=N_("Every value that holds: indicator, place, period, group, amount, source and how sure it is."),
    theme="REGI",
    columns=(
        Column("indicator", "string", N_("Code of the indicator: its page is /indicators/<code>/")),
        Column("territory", "string", N_("Code of the place")),
        Column("period", "string", N_("Year, quarter, month or a span of days"), tuple(Value.Kind.values)),
        Column("start", "date", N_("First day of the period")),
        Column("end", "date", N_("Last day of the period")),
        Column("split", "string", N_("The group it is counted for as JSON; {} for everybody")),
        Column("value", "number", N_("The value in its unit")),
        Column("unit", "string", N_("Code of the unit")),
        Column("state", "string", N_("Claimed, documented or verified"), tuple(Value.State.values)),
        Column("source", "string", N_("Where it comes from")),
        Column("source_url", "string", N_("Address of the source")),
        Column("licence", "string", N_("Licence of the source")),
        Column("measured_on", "date", N_("The day it was measured")),
        Column("recorded_at", "date-time", N_("When it was entered here")),
        Column("note", "string", N_("What to know about it")),
        *localized("name", N_("Name of the indicator")),
    ),
    rows=_values,
)
