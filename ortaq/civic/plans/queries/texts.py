"""The text of a version, as its pages and services read it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from ortaq.civic.plans.models import Layer, Paragraph, Plan, PlanVersion, SupplementaryRule, Zone
from ortaq.civic.plans.rules.keys import Kept
from ortaq.civic.plans.rules.plans import NEEDED
from ortaq.civic.plans.rules.text import Row, of_rows
from ortaq.engines import proof


def paragraphs(version: PlanVersion) -> list[Paragraph]:
    """This will list the paragraphs of a version in their order. One statement."""
    return list(Paragraph.objects.filter(version=version).order_by("position"))


def kept(version: PlanVersion) -> list[Kept]:
    """This will give the paragraphs of a version as the rules read them. One statement."""
    return [Kept(one.key, Row(one.level, one.text)) for one in paragraphs(version)]


def digest(version: PlanVersion) -> str:
    """This will give the digest of a text: what somebody writes over. One statement."""
    return of_rows([one.row for one in kept(version)])


def earlier(version: PlanVersion) -> list[Kept]:
    """This will give the paragraphs other versions of the plan had, each as it was last. One statement."""
    rows = Paragraph.objects.filter(version__plan=version.plan_id).exclude(version=version)
    found = {one.key: one for one in rows.order_by("version__number", "position")}
    return [Kept(one.key, Row(one.level, one.text)) for one in found.values()]


def free_key(plan: Plan) -> int:
    """This will give the next number no paragraph of the plan has had as its key. One statement."""
    keys = Paragraph.objects.filter(version__plan=plan).values_list("key", flat=True).distinct()
    return max((int(key) for key in keys if key.isdecimal()), default=0) + 1


def untranslated(rows: list[Kept]) -> list[Kept]:
    """This will give the paragraphs that are not in Kazakh and in Russian."""
    return [one for one in rows if not all(one.row.text.get(language) for language in NEEDED)]


@dataclass(frozen=True, slots=True)
class Stale:
    """A paragraph whose words changed in one language and stayed in another."""

    key: str
    changed: str
    stayed: str


def stale(before: list[Kept], after: list[Kept]) -> list[Stale]:
    """This will list what a translator may have missed between two versions of a text."""
    old, found = {one.key: one.row.text for one in before}, []
    for one in after:
        was = old.get(one.key)
        both = [code for code in one.row.text if was and code in was]
        changed = [code for code in both if was and was[code] != one.row.text[code]]
        stayed = [code for code in both if code not in changed]
        if changed and stayed:
            found.append(Stale(one.key, changed[0], stayed[0]))
    return found


def fingerprint(version: PlanVersion) -> str:
    """This will give the digest over all parts of a version in canonical order. Five statements.

    Paragraphs in their order, layers, zones and rules by key; layers and classes by their keys and codes, not by ids of
    this database; fractions as Python writes them.
    """
    layers = {one.pk: one.key for one in Layer.objects.filter(version=version)}
    classes = dict(
        Zone.objects.filter(version=version).values_list("zone_class_id", "zone_class__code").order_by().distinct()
    )
    named = {"layer": layers, "zone_class": classes}
    return proof.digest(
        {
            "plan": version.plan.code,
            "number": version.number,
            "label": version.label,
            "source": version.source,
            "paragraphs": [_facts(one, named) for one in paragraphs(version)],
            **{
                model._meta.model_name or "": [_facts(one, named) for one in _parts(model, version)]
                for model in (Layer, Zone, SupplementaryRule)
            },
        }
    )


def _parts(model: type[Layer | Zone | SupplementaryRule], version: PlanVersion) -> list[Any]:
    return list(model.objects.filter(version=version).order_by("key"))


def _facts(part: Model, named: dict[str, dict[int, str]]) -> dict[str, Any]:
    """Everything a part says, without what only this database knows."""
    facts = {}
    for field in part._meta.concrete_fields:
        if field.name in ("id", "version"):
            continue
        value = field.value_from_object(part)
        facts[field.name] = _plain(named[field.name][value] if field.name in named else value)
    return facts


def _plain(value: Any) -> Any:
    """Canonical JSON knows no fractions: they are written as text."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
