"""The digest of a version: over everything its parts say."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Model

from ortaq.civic.plans.models import (
    Gathering,
    Layer,
    Measure,
    Need,
    Paragraph,
    PlanVersion,
    Resource,
    Result,
    SupplementaryRule,
    Zone,
)
from ortaq.engines import proof

Part = Layer | Zone | SupplementaryRule | Need | Measure | Resource | Result
MAPS: Final = (Layer, Zone, SupplementaryRule)
VILLAGE: Final = (Need, Measure, Resource, Result)


def fingerprint(version: PlanVersion) -> str:
    """This will give the digest over all parts of a version in canonical order. Ten statements.

    Paragraphs in their order, all else by key; what a part stands on by key, code or day, not by ids of this database;
    fractions as Python writes them. A plan without needs says nothing of needs.
    """
    named = _names(version)
    village = {_name(model): _facts(model, version, named) for model in VILLAGE}
    paragraphs = Paragraph.objects.filter(version=version).order_by("position")
    return proof.digest(
        {
            "plan": version.plan.code,
            "number": version.number,
            "label": version.label,
            "source": version.source,
            "paragraphs": [facts_of(one, named) for one in paragraphs],
            **{_name(model): _facts(model, version, named) for model in MAPS},
            **{name: facts for name, facts in village.items() if facts},
        }
    )


def _names(version: PlanVersion) -> dict[str, dict[int, str]]:
    """What stands for the id a part points to: field → id → its key, code or day."""

    def keys(model: type[Part]) -> dict[int, str]:
        return dict(model.objects.filter(version=version).values_list("pk", "key"))

    needs = keys(Need)
    classes = Zone.objects.filter(version=version).values_list("zone_class_id", "zone_class__code")
    meetings = Gathering.objects.filter(plan=version.plan_id).values_list("pk", "kind", "held_on")
    return {
        "layer": keys(Layer),
        "zone_class": dict(classes.order_by().distinct()),
        "need": needs,
        "cause_of": needs,
        "measure": keys(Measure),
        "gathering": {pk: f"{kind} {held_on}" for pk, kind, held_on in meetings},
    }


def _name(model: type[Model]) -> str:
    return model._meta.model_name or ""


def _facts(model: type[Part], version: PlanVersion, named: dict[str, dict[int, str]]) -> list[dict[str, Any]]:
    return [facts_of(part, named) for part in model.objects.filter(version=version).order_by("key")]


def facts_of(part: Model, named: dict[str, dict[int, str]]) -> dict[str, Any]:
    """This will give everything a part says, without what only this database knows."""
    facts = {}
    for field in part._meta.concrete_fields:
        if field.name in ("id", "version"):
            continue
        value = field.value_from_object(part)
        facts[field.name] = _plain(named[field.name][value] if field.name in named and value is not None else value)
    return facts


def _plain(value: Any) -> Any:
    """Canonical JSON knows no fractions and no days: they are written as text."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
