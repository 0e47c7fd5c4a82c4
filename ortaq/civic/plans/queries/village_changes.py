"""What each part of a village plan says, as two versions are compared by it."""

from collections.abc import Iterator
from typing import Any

from ortaq.civic.plans.models import Measure, Need, PlanVersion, Resource, Result
from ortaq.civic.plans.rules.needs import digest_of
from ortaq.civic.plans.rules.village_changes import Part


def parts(version: PlanVersion) -> list[Part]:
    """This will read every part of the chain with all it says. Four statements."""
    found = [*_needs(version), *_measures(version), *_resources(version), *_results(version)]
    return [Part(part, key, title, says, digest_of(says)) for part, key, title, says in found]


Said = tuple[str, str, dict[str, str], dict[str, Any]]


def _needs(version: PlanVersion) -> Iterator[Said]:
    for one in Need.objects.filter(version=version).select_related("cause_of", "gathering").order_by("position"):
        yield "need", one.key, one.title, {
            "title": one.title, "text": one.text, "theme": one.theme, "dots": one.dots, "groups": one.groups,
            "cause_of": one.cause_of.key if one.cause_of else "", "put_off": one.put_off,
            "gathering": one.gathering.held_on if one.gathering else None,
        }  # fmt: skip


def _measures(version: PlanVersion) -> Iterator[Said]:
    for one in Measure.objects.filter(version=version).select_related("need").order_by("position"):
        place = None if one.lon is None else [one.lon, one.lat]
        yield "measure", one.key, one.title, {
            "title": one.title, "text": one.text, "need": one.need.key, "responsible": one.responsible,
            "due_on": one.due_on, "place": place,
        }  # fmt: skip


def _resources(version: PlanVersion) -> Iterator[Said]:
    for one in Resource.objects.filter(version=version).select_related("measure").order_by("position"):
        yield "resource", one.key, one.measure.title, {
            "measure": one.measure.key, "kind": one.kind, "planned": one.planned, "year": one.year, "note": one.note,
        }  # fmt: skip


def _results(version: PlanVersion) -> Iterator[Said]:
    for one in Result.objects.filter(version=version).select_related("measure").order_by("position"):
        yield "result", one.key, one.title, {
            "title": one.title, "unit": one.unit, "measure": one.measure.key, "baseline": one.baseline,
            "baseline_on": one.baseline_on, "target": one.target, "target_on": one.target_on,
        }  # fmt: skip
