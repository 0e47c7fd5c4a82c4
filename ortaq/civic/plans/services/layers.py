"""Layers of a version in the making: the maps its zones and rules are drawn on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ortaq.civic.plans.models import Layer, PlanVersion
from ortaq.civic.plans.rules import plans as plan_rules
from ortaq.civic.plans.rules import zones as rules
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.services._held import open_version
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require


@transaction.atomic
def keep_layer(
    *,
    version: PlanVersion,
    key: str,
    theme: str,
    title: Mapping[str, str],
    note: Mapping[str, str] | None = None,
    position: int = 0,
    new: bool = False,
    actor: Actor,
    now: datetime,
) -> Layer:
    """This will make a layer of a version in the making, or change the one with this key.

    Raises Refused "second" for a `new` one whose key has been given meanwhile.
    """
    held = open_version(version)
    require(may_make(actor, body_id=held.plan.body_id))
    require(rules.check_theme(theme))
    require(plan_rules.check_title(title))
    require(plan_rules.check_code(key))
    if new and Layer.objects.filter(version=held, key=key).exists():
        raise Refused("second", N_("A layer was added meanwhile. Look whether it is this one."))
    values: dict[str, Any] = {"theme": theme, "title": dict(title), "note": dict(note or {}), "position": position}
    layer, _ = Layer.objects.update_or_create(version=held, key=key, defaults=values)
    return layer


@transaction.atomic
def drop_layer(*, layer: Layer, actor: Actor, now: datetime) -> None:
    """This will take a layer with all that is drawn on it out of a version in the making."""
    held = open_version(layer.version)
    require(may_make(actor, body_id=held.plan.body_id))
    layer.delete()
