"""Maps taken in from files: all features or none, each looked at, with a report that names every one of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Layer, PlanVersion, SupplementaryRule, Zone, ZoneClass
from ortaq.civic.plans.queries import zones as queries
from ortaq.civic.plans.rules import geofiles, imports, outlines
from ortaq.civic.plans.rules.imports import Drawn, Known, Report
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.rules.zones import KINDS
from ortaq.civic.plans.services._held import open_version, tell
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory import queries as territory
from ortaq.engines import proof

BATCH = 500
AROUND = 0.01
"""Degrees a zone may reach beyond the territory as it is drawn: both outlines are somebody's drawing."""


@transaction.atomic
def import_zones(
    *,
    version: PlanVersion,
    layer: Layer,
    upload: geofiles.Upload,
    only_look: bool = False,
    actor: Actor,
    now: datetime,
) -> Report:
    """This will put the zones of a file in place of those of the layer; one refused feature leaves all as it was.

    With `only_look` the report says what would become of the layer, and all stays.
    """
    held, on = _held(version, layer, actor)
    classes = {one.code: one for one in queries.classes(timezone.localtime(now).date())}
    if not classes:
        raise Refused("no_table", N_("There is no table of zones yet: an administrator publishes it first."))

    def row(drawn: Drawn) -> Zone:
        return _zone(held, on, drawn, classes[drawn.code])

    features, known = geofiles.read_features(upload, "zones"), _known(held, on, Zone, set(classes), now)
    drawn, report = imports.judge(features, known)
    rows = [] if report.refused else [row(one) for one in drawn]
    return _taken(held, on, rows, report, only_look=only_look, actor=actor, now=now)


@transaction.atomic
def import_rules(
    *,
    version: PlanVersion,
    layer: Layer,
    upload: geofiles.Upload,
    only_look: bool = False,
    actor: Actor,
    now: datetime,
) -> Report:
    """This will put the lines and areas of a file in place of the layer's rules; one refused leaves all as it was.

    With `only_look` the report says what would become of the layer, and all stays.
    """
    held, on = _held(version, layer, actor)

    def row(drawn: Drawn) -> SupplementaryRule:
        said = {"kind": drawn.code, **drawn.values}
        return SupplementaryRule(version=held, layer=on, key=drawn.key, **said, **_drawn(drawn, said))

    features, known = geofiles.read_features(upload, "rules"), _known(held, on, SupplementaryRule, set(KINDS), now)
    drawn, report = imports.judge(features, known, lines=True)
    rows = [] if report.refused else [row(one) for one in drawn]
    return _taken(held, on, rows, report, only_look=only_look, actor=actor, now=now)


def _held(version: PlanVersion, layer: Layer, actor: Actor) -> tuple[PlanVersion, Layer]:
    held = open_version(version)
    require(may_make(actor, body_id=held.plan.body_id))
    on = Layer.objects.filter(version=held, pk=layer.pk).first()
    if on is None:
        raise Refused("no_layer", N_("This version has no such layer."))
    return held, on


def _taken(
    held: PlanVersion,
    on: Layer,
    rows: Sequence[Zone] | Sequence[SupplementaryRule],
    report: Report,
    *,
    only_look: bool,
    actor: Actor,
    now: datetime,
) -> Report:
    """Write what was judged, with what became of the layer's parts; no rows where one was refused."""
    if not rows:
        return report
    model: Any = type(rows[0])
    before = dict(model.objects.filter(version=held, layer=on).values_list("key", "digest"))
    report.fates = imports.fates(before, {row.key: row.digest for row in rows})
    if only_look:
        return report
    model.objects.filter(version=held, layer=on).delete()
    model.objects.bulk_create(rows, batch_size=BATCH)
    told = {"layer": on.key, "kept": report.kept, "repaired": len(report.repaired)}
    tell(held.plan, acts.PARTS_IMPORTED, public=False, version=held.number, **told, actor=actor, now=now)
    return report


def _known(
    held: PlanVersion, on: Layer, model: type[Zone | SupplementaryRule], codes: set[str], now: datetime
) -> Known:
    parts = model.objects
    taken = parts.filter(version=held).exclude(layer=on).values_list("key", flat=True)
    earlier = parts.filter(version__in=[one for one in (held.before_id, held.pk) if one]).exclude(key__in=taken)
    box = territory.box_of(held.plan.territory, timezone.localtime(now).date())
    return Known(
        codes=codes,
        box=outlines.grown(box, AROUND) if box else outlines.GLOBE,
        taken=set(taken),
        drawn=dict(earlier.order_by("version__number").values_list("shape_digest", "key")),
    )


def _zone(held: PlanVersion, on: Layer, drawn: Drawn, zone_class: ZoneClass) -> Zone:
    said = {"class": drawn.code, **drawn.values}
    area = outlines.area_m2(drawn.shape)
    facts = {**drawn.values, **_drawn(drawn, said), "area_m2": area, "key": drawn.key}
    return Zone(version=held, layer=on, zone_class=zone_class, **facts)


def _drawn(drawn: Drawn, said: dict[str, Any]) -> dict[str, Any]:
    """The outline of a part with its box, and the digests of the outline and of everything."""
    west, south, east, north = outlines.box(drawn.shape)
    return {
        "shape": outlines.geojson(drawn.shape), "west": west, "south": south, "east": east, "north": north,
        "shape_digest": drawn.shape_digest, "digest": proof.digest({**said, "shape": drawn.shape_digest}),
    }  # fmt: skip
