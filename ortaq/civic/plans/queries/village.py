"""A village plan as one tree: need → measures → resources and results, each with how it goes on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ortaq.civic.plans.models import (
    Actual,
    Measure,
    MeasureStep,
    Need,
    Plan,
    PlanVersion,
    Resource,
    Result,
    Spending,
)
from ortaq.civic.plans.rules import needs as rules
from ortaq.civic.plans.rules import progress
from ortaq.civic.plans.rules.needs import Link, Missing

Part = Need | Measure | Resource | Result
MODELS: Final[Mapping[str, type[Part]]] = {"n": Need, "m": Measure, "r": Resource, "i": Result}
"""First letter of a key → the table the part is in."""


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """A resource and what was spent of it."""

    resource: Resource
    spent: Spending | None
    """The last that was told: all that was paid up to its day."""

    @property
    def paid(self) -> int:
        """Tiyn paid so far."""
        return self.spent.amount if self.spent else 0


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result and the values it reached."""

    result: Result
    actuals: tuple[Actual, ...]
    """The oldest first."""

    @property
    def actual(self) -> Actual | None:
        """The last one."""
        return self.actuals[-1] if self.actuals else None

    @property
    def value(self) -> Decimal:
        """How it is now, as far as anybody told."""
        return self.actual.value if self.actual else self.result.baseline

    @property
    def gone(self) -> Decimal:
        """How far it has come from its baseline to its target, 0 to 1."""
        return progress.gone_from(self.result.baseline, self.result.target, self.value)

    @property
    def percent(self) -> int:
        """The same in whole per cent, rounded down."""
        return int(self.gone * 100)

    @property
    def reached(self) -> bool:
        """Whether the target is reached."""
        return progress.is_reached(self.result.baseline, self.result.target, self.value)

    @property
    def people(self) -> int | None:
        """The most people it reached."""
        return max((one.people for one in self.actuals if one.people is not None), default=None)


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure, where it stands, what it takes and what it reached."""

    measure: Measure
    steps: tuple[MeasureStep, ...]
    """The oldest first."""
    late: bool
    resources: tuple[ResourceLine, ...]
    results: tuple[ResultLine, ...]

    @property
    def state(self) -> str:
        """One of `rules.progress.STATES`."""
        return self.steps[-1].state if self.steps else progress.PLANNED

    @property
    def step(self) -> MeasureStep | None:
        """The last one."""
        return self.steps[-1] if self.steps else None

    @property
    def people(self) -> int | None:
        """The most people any of its results reached."""
        return max((one.people for one in self.results if one.people is not None), default=None)

    @property
    def planned(self) -> int:
        """Tiyn."""
        return sum(one.resource.planned for one in self.resources)

    @property
    def paid(self) -> int:
        """Tiyn."""
        return sum(one.paid for one in self.resources)

    @property
    def without_money(self) -> bool:
        """Whether nothing of a budget goes into it."""
        return bool(self.resources) and not any(one.resource.kind in rules.MONEY for one in self.resources)


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need and what is done about it."""

    need: Need
    measures: tuple[MeasureLine, ...]
    causes: tuple["NeedLine", ...]
    """The needs that are causes of it, with their own causes."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a village plan's version."""

    version: PlanVersion
    needs: tuple[NeedLine, ...]
    """In their order; each also stands among the causes of the need it is a cause of."""

    @property
    def roots(self) -> tuple[NeedLine, ...]:
        """The tops of the problem tree."""
        return tuple(line for line in self.needs if line.need.cause_of_id is None)

    @property
    def by_dots(self) -> list[NeedLine]:
        """The needs by the dots they got, the most first; nobody's dots: left out."""
        return sorted((line for line in self.needs if line.need.dots), key=lambda line: -line.need.dots)

    def measures(self) -> Iterator[MeasureLine]:
        """This will go through the measures in the order of their needs."""
        for line in self.needs:
            yield from line.measures

    def find_need(self, key: str) -> NeedLine | None:
        """This will give a need by its key."""
        return next((line for line in self.needs if line.need.key == key), None)

    def find_measure(self, key: str) -> MeasureLine | None:
        """This will give a measure by its key."""
        return next((line for line in self.measures() if line.measure.key == key), None)

    def missing(self) -> list[Missing]:
        """This will list what the chain misses before everyone can read it."""
        needs = [
            Link(
                one.need.key, one.need.title, (one.need.text, one.need.put_off), measures=len(one.measures),
                put_off=bool(one.need.put_off),
            )
            for one in self.needs
        ]  # fmt: skip
        measures = [
            Link(
                one.measure.key, one.measure.title, tuple(_words(one)), resources=len(one.resources),
                results=len(one.results),
            )
            for one in self.measures()
        ]  # fmt: skip
        return rules.missing(needs, measures)


def _words(line: MeasureLine) -> Iterator[Mapping[str, str]]:
    yield line.measure.text
    yield from (one.resource.note for one in line.resources)


def whole(version: PlanVersion, *, today: date | None = None, until: date | None = None) -> Whole:
    """This will give a version's needs as a tree with how they go on; seven statements.

    With `today` late measures are known. With `until` only what was told for days up to it counts.
    """
    needs = list(Need.objects.filter(version=version).select_related("gathering").order_by("position", "pk"))
    resources = _by(Resource.objects.filter(version=version).order_by("position", "pk"), "measure_id")
    results = _by(Result.objects.filter(version=version).order_by("position", "pk"), "measure_id")
    steps = _told(MeasureStep.objects.filter(plan=version.plan_id).order_by("id"), "measure", until)
    spent = _told(Spending.objects.filter(plan=version.plan_id).order_by("on"), "resource", until)
    actuals = _told(Actual.objects.filter(plan=version.plan_id).order_by("on"), "result", until)
    measures: dict[int, list[MeasureLine]] = defaultdict(list)
    by_id = {need.pk: need for need in needs}
    for need in needs:
        need.cause_of = by_id[need.cause_of_id] if need.cause_of_id else None
    for measure in Measure.objects.filter(version=version).order_by("position", "pk"):
        measure.need = by_id[measure.need_id]
        line = MeasureLine(
            measure,
            tuple(steps[measure.key]),
            progress.is_late(steps[measure.key][-1].state if steps[measure.key] else "planned", measure.due_on, today),
            tuple(ResourceLine(one, (spent[one.key] or [None])[-1]) for one in resources[measure.pk]),
            tuple(ResultLine(one, tuple(actuals[one.key])) for one in results[measure.pk]),
        )
        measures[measure.need_id].append(line)
    return Whole(version, tuple(_tree(needs, measures)))


def _by(rows: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _told(rows: Any, name: str, until: date | None) -> dict[str, list[Any]]:
    return _by(rows.filter(on__lte=until) if until else rows, name)


def _tree(needs: list[Need], measures: Mapping[int, list[MeasureLine]]) -> list[NeedLine]:
    """The needs in their order, causes inside; the deepest are made first."""
    causes = _by(needs, "cause_of_id")
    made: dict[int, NeedLine] = {}

    def line(need: Need) -> NeedLine:
        if need.pk not in made:
            made[need.pk] = NeedLine(need, tuple(measures[need.pk]), tuple(line(one) for one in causes[need.pk]))
        return made[need.pk]

    return [line(need) for need in needs]


def part(version: PlanVersion, key: str) -> Part | None:
    """This will give a part of a version by its key, with what it stands on; None where there is none.

    One statement.
    """
    model = MODELS.get(key[:1])
    if model is None:
        return None
    above = ("cause_of", "gathering") if model is Need else ("need",) if model is Measure else ("measure",)
    return model.objects.select_related("version__plan", *above).filter(version=version, key=key).first()


def free_key(letter: str, plan: Plan) -> str:
    """This will give the key the next part of a kind gets: none in any version of the plan has it. One statement."""
    model = MODELS[letter]
    return rules.free_key(letter, model.objects.filter(version__plan=plan).values_list("key", flat=True).distinct())


def needs(version: PlanVersion) -> list[Need]:
    """This will list the needs of a version in their order. One statement."""
    return list(Need.objects.filter(version=version).select_related("gathering").order_by("position", "pk"))


def newest(plan_id: int) -> PlanVersion | None:
    """This will give the version of a plan that everyone reads now. One statement."""
    return (
        PlanVersion.objects.select_related("plan").filter(plan=plan_id, published_at__isnull=False)
        .order_by("-number").first()
    )  # fmt: skip
