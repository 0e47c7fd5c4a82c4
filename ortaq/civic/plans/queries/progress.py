"""Figures of a village plan, the same for its page, its yearly report and its print: computed, never typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from ortaq.civic.plans.models import Plan, PlanVersion, YearReport
from ortaq.civic.plans.queries.village import MeasureLine, Whole, whole
from ortaq.civic.plans.rules import progress as rules
from ortaq.civic.plans.rules.progress import Money, Reached, Share


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a plan has come."""

    share: Share
    states: dict[str, int]
    late: tuple[MeasureLine, ...]
    money: tuple[Money, ...]
    people: Reached
    results_reached: Share

    @property
    def planned(self) -> int:
        """Tiyn of all kinds together."""
        return sum(one.planned for one in self.money)

    @property
    def spent(self) -> int:
        """Tiyn of all kinds together."""
        return sum(one.spent for one in self.money)


def of_whole(tree: Whole) -> Figures:
    """This will count a plan that was read as a tree. No statement."""
    lines = list(tree.measures())
    results = [one for line in lines for one in line.results]
    states = [line.state for line in lines]
    return Figures(
        share=rules.share_done(states),
        states={state: states.count(state) for state in rules.STATES},
        late=tuple(line for line in lines if line.late),
        money=tuple(
            rules.money((one.resource.kind, one.resource.planned, one.paid) for line in lines for one in line.resources)
        ),
        people=rules.people((one.result.key, one.people) for one in results),
        results_reached=Share(sum(one.reached for one in results), len(results)),
    )


def figures(version: PlanVersion, *, until: date) -> dict[str, Any]:
    """This will give the figures of a report as they are kept: whole numbers and text, money in tiyn.

    Seven statements. Only what was told for days up to `until` counts.
    """
    tree = whole(version, today=until, until=until)
    found = of_whole(tree)
    return {
        "version": version.number,
        "until": until.isoformat(),
        "share": {"done": found.share.done, "of": found.share.of},
        "states": found.states,
        "late": [line.measure.key for line in found.late],
        "money": [{"kind": one.kind, "planned": one.planned, "spent": one.spent} for one in found.money],
        "people": {"at_least": found.people.at_least, "by_result": dict(found.people.by_result)},
        "results": list(_results(tree.measures())),
    }


def _results(lines: Iterable[MeasureLine]) -> Iterable[dict[str, Any]]:
    for line in lines:
        for one in line.results:
            yield {
                "key": one.result.key,
                "measure": line.measure.key,
                "title": one.result.title,
                "unit": one.result.unit,
                "baseline": _text(one.result.baseline),
                "target": _text(one.result.target),
                "value": _text(one.actual.value) if one.actual else None,
                "on": one.actual.on.isoformat() if one.actual else None,
                "people": one.people,
                "gone": _text(one.gone),
                "reached": one.reached,
            }


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f")


def readable_since(plan: Plan) -> date | None:
    """This will give the day everyone could read the plan for the first time. One statement."""
    first = PlanVersion.objects.filter(plan=plan, published_at__isnull=False).order_by("number").first()
    return timezone.localtime(first.published_at).date() if first and first.published_at else None


def reports(plan: Plan) -> list[YearReport]:
    """This will list the yearly reports of a plan, the newest first. One statement."""
    return list(YearReport.objects.filter(plan=plan).order_by("-year"))


def report(plan: Plan, year: int) -> YearReport | None:
    """This will give the report of a year. One statement."""
    return YearReport.objects.filter(plan=plan, year=year).first()
