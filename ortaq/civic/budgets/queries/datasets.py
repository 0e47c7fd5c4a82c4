"""Projects of participatory budgets as open data; the ballots of each counted vote lie beside them as Pabulib files."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from ortaq.civic.budgets.models import Call, Pot, Project
from ortaq.core.matters.datasets import Column, Dataset, Elsewhere, place
from ortaq.core.matters.localized import words
from ortaq.core.people.refusal import N_
from ortaq.engines.language import LANGUAGES

AT_ONCE = 5_000
PABULIB = "text/plain"
COUNTED = (Call.State.DECIDED, Call.State.PUBLISHED)
HIDDEN = (Project.State.DRAFT, Project.State.WITHDRAWN)
VALUES = (
    "matter__number", "call__code", "pot__district__code", "category", "state", "ballot_number", "cost",
    "submitted_at", "matter__language", "matter__lon", "matter__lat", "matter__title", "text",
)  # fmt: skip


def _projects() -> Iterator[tuple[Any, ...]]:
    found = Project.objects.exclude(state__in=HIDDEN).filter(matter__visibility="public").order_by("pk")
    return found.values_list(*VALUES).iterator(chunk_size=AT_ONCE)


def _ballots() -> list[Elsewhere]:
    """A file for each district of each counted vote. One statement."""
    pots = Pot.objects.filter(call__state__in=COUNTED).select_related("call", "district").order_by("call", "district")
    return [
        Elsewhere(
            f"{pot.call.code}-{_short(pot)}.pb",
            {
                language: f"{pot.call.name.get(language, '')}: {pot.district.name.get(language, '')}"
                for language in LANGUAGES
            },
            reverse("budgets:ballots", args=[pot.call.code, _short(pot)]),
            PABULIB,
        )
        for pot in pots
    ]


def _named(pot: Pot, language: str) -> str:
    return f"{words(pot.call.name, language)}: {words(pot.district.name, language)}"


def _short(pot: Pot) -> str:
    return pot.district.code.rpartition(".")[2]


PROJECTS = Dataset(
    id="budget-projects",
    title=N_("Projects of participatory budgets"),
    description=N_("Every project that was handed in, its cost and what became of it; the ballots as Pabulib files."),
    theme="GOVE",
    columns=(
        Column("number", "string", N_("Number of the project")),
        Column("call", "string", N_("Code of the vote: its page is /budgets/<code>/")),
        Column("district", "string", N_("Code of the district whose money it asks for")),
        Column("category", "string", N_("What would be built"), tuple(Project.Category.values)),
        Column("state", "string", N_("What became of it"), tuple(Project.State.values)),
        Column("ballot_number", "integer", N_("Its number on the ballot, drawn by lot")),
        Column("cost", "integer", N_("What it costs, in tiyn; as the experts confirmed it, once they did")),
        Column("submitted_at", "date-time", N_("When it was handed in")),
        Column("language", "string", N_("Language it was written in"), LANGUAGES),
        *place(),
        Column("title", "string", N_("Title, personal details masked")),
        Column("text", "string", N_("Text, personal details masked")),
    ),
    rows=_projects,
    elsewhere=_ballots,
)
