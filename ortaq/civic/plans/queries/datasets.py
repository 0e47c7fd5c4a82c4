"""What people say about plans, and what village plans mean to do, as open data."""

from collections.abc import Iterator
from typing import Any

from ortaq.civic.plans.models import Measure, Remark, Resource
from ortaq.civic.plans.rules.remarks import KINDS, State
from ortaq.core.discussion.rules.fates import FATES
from ortaq.core.matters.datasets import Column, Dataset, localized, place, spread
from ortaq.core.people.refusal import N_
from ortaq.engines.language import LANGUAGES

AT_ONCE = 5_000
REMARK = (
    "matter__number", "plan__code", "version__number", "kind", "made_at", "supporters", "body__code", "due_on",
    "answered_at", "fate", "matter__language", "matter__lon", "matter__lat", "matter__title", "public_text", "answer",
)  # fmt: skip
MEASURE = (
    "version__plan__code", "version__number", "key", "need__key", "need__theme", "due_on", "lon", "lat",
    "title", "need__title", "responsible",
)  # fmt: skip
RESOURCE = ("version__plan__code", "version__number", "measure__key", "key", "kind", "planned", "year", "note")


def _remarks() -> Iterator[tuple[Any, ...]]:
    found = Remark.objects.filter(state=State.SHOWN.value, plan__listed=True).order_by("pk")
    for *facts, answer in found.values_list(*REMARK).iterator(chunk_size=AT_ONCE):
        yield (*facts, *spread(answer))


def _measures() -> Iterator[tuple[Any, ...]]:
    found = Measure.objects.filter(version__published_at__isnull=False).order_by("version", "position")
    for *facts, title, need, responsible in found.values_list(*MEASURE).iterator(chunk_size=AT_ONCE):
        yield (*facts, *spread(title), *spread(need), *spread(responsible))


def _resources() -> Iterator[tuple[Any, ...]]:
    found = Resource.objects.filter(version__published_at__isnull=False).order_by("version", "position")
    for *facts, note in found.values_list(*RESOURCE).iterator(chunk_size=AT_ONCE):
        yield (*facts, *spread(note))


_PLAN = (
    Column("plan", "string", N_("Code of the plan: its page is /plans/<code>/")),
    Column("version", "integer", N_("Number of the version")),
)

REMARKS = Dataset(
    id="plan-remarks",
    title=N_("What people say about plans"),
    description=N_("Every public remark on a part of a plan, and what became of it."),
    theme="GOVE",
    columns=(
        Column("number", "string", N_("Number of the remark")),
        *_PLAN,
        Column("kind", "string", N_("Comment, idea or amendment"), KINDS),
        Column("made_at", "date-time", N_("When it was made")),
        Column("supporters", "integer", N_("How many people support it")),
        Column("body", "string", N_("Code of the body that answers")),
        Column("due_on", "date", N_("The last day to answer")),
        Column("answered_at", "date-time", N_("When it was answered")),
        Column("fate", "string", N_("What became of it; empty while it is not answered"), tuple(FATES)),
        Column("language", "string", N_("Language it was written in"), LANGUAGES),
        *place(),
        Column("title", "string", N_("Title, personal details masked")),
        Column("text", "string", N_("Text, personal details masked")),
        *localized("answer", N_("What the body answered")),
    ),
    rows=_remarks,
)

MEASURES = Dataset(
    id="village-measures",
    title=N_("Measures of village plans"),
    description=N_("What every published version of every village plan means to do, about which need, until when."),
    theme="REGI",
    columns=(
        *_PLAN,
        Column("key", "string", N_("Key of the measure: the same in every version")),
        Column("need", "string", N_("Key of the need it is about")),
        Column("theme", "string", N_("Theme of the need")),
        Column("due_on", "date", N_("Until when it is to be done")),
        *place(),
        *localized("title", N_("What is to be done")),
        *localized("need_title", N_("What people need")),
        *localized("responsible", N_("Who answers for it: a post or an organisation")),
    ),
    rows=_measures,
)

RESOURCES = Dataset(
    id="village-resources",
    title=N_("Resources of village plans"),
    description=N_(
        "What every measure takes: a budget line, a partner's money, own labour, or no budget money at all."
    ),
    theme="ECON",
    columns=(
        *_PLAN,
        Column("measure", "string", N_("Key of the measure")),
        Column("key", "string", N_("Key of the resource: the same in every version")),
        Column("kind", "string", N_("Where it comes from"), tuple(Resource.Kind.values)),
        Column("planned", "integer", N_("The sum in tiyn; 0 without money")),
        Column("year", "integer", N_("The year it is planned for")),
        *localized("note", N_("The programme, the partner, the work")),
    ),
    rows=_resources,
)
