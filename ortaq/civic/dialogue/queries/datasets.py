"""Ideas and the city's answers as open data."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count

from ortaq.civic.dialogue.models import Cluster, Idea
from ortaq.civic.dialogue.queries.ideas import SEEN
from ortaq.civic.dialogue.rules.ideas import PUBLIC, THEMES
from ortaq.core.discussion.rules.fates import FATES
from ortaq.core.matters.datasets import Column, Dataset, localized, place, spread
from ortaq.core.people.refusal import N_
from ortaq.engines.language import LANGUAGES

AT_ONCE = 5_000
IDEA = (
    "matter__number", "process__code", "posted_at", "state", "theme", "goal", "supporters", "membership__cluster__fate",
    "district__code", "matter__language", "matter__lon", "matter__lat", "matter__title", "public_text",
)  # fmt: skip
ANSWER = (
    "process__code", "number", "body__code", "made_at", "due_on", "answered_at", "fate", "n", "title", "reason",
    "forwarded_to",
)  # fmt: skip


def _ideas() -> Iterator[tuple[Any, ...]]:
    found = Idea.objects.filter(state__in=SEEN, process__listed=True).order_by("pk")
    return found.values_list(*IDEA).iterator(chunk_size=AT_ONCE)


def _answers() -> Iterator[tuple[Any, ...]]:
    found = Cluster.objects.filter(process__listed=True).annotate(n=Count("members")).order_by("pk")
    for *facts, title, reason, forwarded_to in found.values_list(*ANSWER).iterator(chunk_size=AT_ONCE):
        yield (*facts, *spread(title), *spread(reason), *spread(forwarded_to))


IDEAS = Dataset(
    id="ideas",
    title=N_("Ideas of residents"),
    description=N_("Every public idea of every dialogue, with who is for it and what became of it."),
    theme="GOVE",
    columns=(
        Column("number", "string", N_("Number of the idea")),
        Column("process", "string", N_("Code of the dialogue: its page is /dialogue/<code>/")),
        Column("posted_at", "date-time", N_("When it was posted")),
        Column("state", "string", N_("Open, or joined into another idea"), tuple(state.value for state in PUBLIC)),
        Column("theme", "string", N_("What it is about"), THEMES),
        Column("goal", "string", N_("Code of the goal it serves")),
        Column("supporters", "integer", N_("How many people support it")),
        Column("fate", "string", N_("What the city answered; empty while it has not"), tuple(FATES)),
        Column("district", "string", N_("Code of the district it lies in")),
        Column("language", "string", N_("Language it was written in"), LANGUAGES),
        *place(),
        Column("title", "string", N_("Title, personal details masked")),
        Column("text", "string", N_("Text, personal details masked")),
    ),
    rows=_ideas,
)

ANSWERS = Dataset(
    id="answers",
    title=N_("Answers of the city in dialogues"),
    description=N_("What was gathered to be answered together: by which body, by when, with which fate and reasons."),
    theme="GOVE",
    columns=(
        Column("process", "string", N_("Code of the dialogue: its page is /dialogue/<code>/")),
        Column("number", "integer", N_("Number of the answer in its dialogue")),
        Column("body", "string", N_("Code of the body that answers")),
        Column("made_at", "date-time", N_("When it was handed to the body")),
        Column("due_on", "date", N_("The last day to answer")),
        Column("answered_at", "date-time", N_("When it was answered")),
        Column("fate", "string", N_("What became of it; empty while it is not answered"), tuple(FATES)),
        Column("contributions", "integer", N_("How many ideas and statements it answers")),
        *localized("title", N_("What the contributions are about")),
        *localized("reason", N_("What will be done, or why not")),
        *localized("forwarded_to", N_("Whom it was forwarded to")),
    ),
    rows=_answers,
)
