"""The only writers of places: outlines come in as dated versions, bodies and features as the city tells them."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import shapely
from django.db import transaction
from django.db.models import Q
from shapely.geometry import mapping as geojson_of
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory import outlines, queries, rules
from ortaq.core.territory.models import Body, Boundary, BoundaryVersion, Feature, Office, Territory
from ortaq.core.territory.rules import Unit, UnreadableFeature

Progress = Callable[[int, int], None]
"""Called with (features done, features in all)."""


@dataclass(slots=True)
class Report:
    """What an import did. `bad` and `repaired` hold (which feature, why)."""

    code: str
    unchanged: bool = False
    drawn: int = 0
    created: list[str] = field(default_factory=list)
    repaired: list[tuple[str, str]] = field(default_factory=list)
    bad: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def import_boundaries(
    *,
    geojson: Mapping[str, Any],
    code: str,
    valid_from: date,
    source: str,
    licence: str = "",
    schematic: bool = False,
    mapping: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    actor: Actor,
    now: datetime,
) -> Report:
    """This will take the outlines of a GeoJSON FeatureCollection (lon, lat; WGS 84) as a new dated version.

    A territory that is known by code, or by name inside its region, gets the new outline; an unknown one is created
    with the territories around it. Earlier versions stay in force for what this one leaves (`outlines.merged`) and end
    on `valid_from` when it leaves nothing of theirs. Broken polygons are repaired and listed, features that cannot be
    taken are listed with the reason. The same version again changes nothing; the same code with other content is
    refused. `mapping` as in `territory.rules`; None recognises the known files.
    """
    features = geojson.get("features")
    if not isinstance(features, list) or not features:
        raise Refused("no_features", N_("This is not a GeoJSON collection of features."))
    digest = _digest(geojson)
    if (known := BoundaryVersion.objects.filter(code=code).first()) is not None:
        return _as_before(known, digest)
    report = Report(code=code)
    drawn = _drawn(features, mapping, report, progress)
    if not drawn:
        raise Refused("no_good_features", N_("None of the features could be read: %(why)s"), why=report.bad[0][1])
    _keep(report, drawn, {
        "code": code, "valid_from": valid_from, "source": source, "licence": licence, "schematic": schematic,
        "digest": digest,
    })  # fmt: skip
    return report


def _as_before(known: BoundaryVersion, digest: str) -> Report:
    """Report a version that is here already; its code with other content is refused."""
    if known.digest != digest:
        raise Refused(
            "boundary_version_exists",
            N_("The boundaries %(version)s are known with other outlines: give the new ones a new code."),
            version=known.code,
        )
    return Report(code=known.code, unchanged=True, drawn=known.boundaries.count())


def _drawn(
    features: Sequence[Any], mapping: Mapping[str, Any] | None, report: Report, progress: Progress | None
) -> dict[int, BaseGeometry]:
    """Give outlines by territory, new territories among them; what cannot be taken goes into the report."""
    units = _Gazetteer(report)
    drawn: dict[int, BaseGeometry] = {}
    for index, feature in enumerate(features):
        label = f"feature {index + 1}"
        try:
            unit = _read(feature, mapping)
            label = f"{label} ({next(iter(unit.names.values()))})"
            outline = _outline(feature.get("geometry"), label, report)
            territory = units.find_or_create(unit, outline)
            if territory.pk in drawn:
                raise UnreadableFeature("the same territory is drawn twice in this file")  # noqa: TRY301, listed like the rest
            drawn[territory.pk] = outline
        except UnreadableFeature as error:
            report.bad.append((label, str(error)))
        if progress is not None:
            progress(index + 1, len(features))
    return drawn


def _keep(report: Report, drawn: Mapping[int, BaseGeometry], facts: Mapping[str, Any]) -> None:
    """Write the version and end the earlier ones it leaves nothing of."""
    version = BoundaryVersion.objects.create(**facts)
    Boundary.objects.bulk_create(
        [
            Boundary(version=version, territory_id=territory_id, shape=json.loads(json.dumps(geojson_of(outline))))
            for territory_id, outline in drawn.items()
        ]
    )
    report.drawn = len(drawn)
    new = queries.shapes_of(version.pk)
    earlier = BoundaryVersion.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=version.valid_from), valid_from__lt=version.valid_from
    )
    for old in earlier:
        if outlines.merged([queries.shapes_of(old.pk), new]).keys() == new.keys():
            old.valid_to = version.valid_from
            old.save(update_fields=["valid_to"])


def _digest(geojson: Mapping[str, Any]) -> str:
    """Give "sha256:…" over a collection's features, whatever the order of keys in them."""
    text = json.dumps(geojson["features"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _read(feature: Any, mapping: Mapping[str, Any] | None) -> Unit:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise UnreadableFeature("it has no properties")
    chosen = mapping or rules.mapping_for(properties)
    if chosen is None:
        raise UnreadableFeature("none of the known property names is there; a mapping has to say which is which")
    return rules.read_unit(properties, chosen)


def _outline(geometry: Any, label: str, report: Report) -> BaseGeometry:
    """Give a valid polygon or multipolygon, repaired if it can be."""
    try:
        outline = shape(geometry)
    except (TypeError, ValueError, AttributeError, KeyError, IndexError, shapely.errors.ShapelyError) as error:
        raise UnreadableFeature("its outline cannot be read") from error
    if outline.geom_type not in {"Polygon", "MultiPolygon"} or outline.is_empty:
        raise UnreadableFeature("it is no area")
    west, south, east, north = outline.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004, degrees
        raise UnreadableFeature("its coordinates are not longitude and latitude in degrees")
    if outline.is_valid:
        return outline
    reason = shapely.is_valid_reason(outline)
    areas = [part for part in _parts(shapely.make_valid(outline)) if part.geom_type == "Polygon" and part.area > 0]
    if not areas:
        raise UnreadableFeature(f"its outline is broken beyond repair: {reason}")
    report.repaired.append((label, reason))
    return shapely.union_all(areas)


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    parts = getattr(geometry, "geoms", None)
    return [geometry] if parts is None else [inner for part in parts for inner in _parts(part)]


class _Gazetteer:
    """Known territories by code and by name; loaded once per import, grown as new ones are created."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.by_code = {place.code: place for place in Territory.objects.all()}

    def find_or_create(self, unit: Unit, outline: BaseGeometry | None = None) -> Territory:
        """This will give the territory a unit means, or a new one below what is around it."""
        if unit.code and unit.code in self.by_code:
            return self._complete(self.by_code[unit.code], unit)
        parent = self._parent(unit)
        return self._named(unit, parent) or self._create(unit, parent, outline)

    def _parent(self, unit: Unit) -> Territory | None:
        if unit.parent:
            if unit.parent not in self.by_code:
                raise UnreadableFeature(f"its parent {unit.parent!r} is not known")
            return self.by_code[unit.parent]
        parent = None
        for wider in unit.around:
            if wider.code in self.by_code:
                parent = self.by_code[wider.code]
            else:
                parent = self._named(wider, parent) or self._create(wider, parent, None)
        return parent

    def _named(self, unit: Unit, parent: Territory | None) -> Territory | None:
        for place in self.by_code.values():
            same_level = place.kind == unit.kind and place.parent_id == (parent.pk if parent else None)
            if same_level and rules.keys(place.name) & unit.keys:
                return self._complete(place, unit)
        return None

    def _complete(self, place: Territory, unit: Unit) -> Territory:
        """Add the KATO code to a place that has none; one that is there stays: codes are given anew over the years."""
        if unit.kato and "kato" not in place.external:
            place.external = {**place.external, "kato": unit.kato}
            place.save(update_fields=["external"])
        return place

    def _create(self, unit: Unit, parent: Territory | None, outline: BaseGeometry | None) -> Territory:
        code = unit.code or self._free_code(unit, parent)
        lon, lat = unit.centre or (None, None)
        if lon is None and outline is not None:
            point = outline.representative_point()
            lon, lat = round(point.x, 5), round(point.y, 5)
        place = Territory.objects.create(
            code=code,
            kind=unit.kind,
            parent=parent,
            name=dict(unit.names),
            population=unit.population,
            lon=lon,
            lat=lat,
            external={"kato": unit.kato} if unit.kato else {},
        )
        self.by_code[code] = place
        self.report.created.append(code)
        return place

    def _free_code(self, unit: Unit, parent: Territory | None) -> str:
        wanted = f"{parent.code}.{rules.code_part(unit)}" if parent else rules.code_part(unit)
        if wanted not in self.by_code:
            return wanted
        taken = f"{wanted}-{unit.kato or unit.kind}"
        if taken in self.by_code:
            raise UnreadableFeature(f"its code {taken!r} is taken by another territory")
        return taken


# ── bodies, features, offices ────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def keep_bodies(*, rows: Sequence[Mapping[str, Any]], actor: Actor, now: datetime) -> dict[str, Body]:
    """This will make or change bodies by code and give them; parents stand before their children.

    A row: {"code", "kind", "name", "short_name", "parent": code | None, "territory": code, "contacts", "operator",
    "demo"}.
    """
    places = {place.code: place for place in Territory.objects.filter(code__in={row["territory"] for row in rows})}
    kept = {body.code: body for body in Body.objects.all()}
    for row in rows:
        parent, place = row.get("parent"), places.get(row["territory"])
        if place is None or (parent and parent not in kept):
            raise Refused(
                "body_place", N_("The body %(body)s names a place or a higher body nobody knows."), body=row["code"]
            )
        values = {
            "kind": row["kind"],
            "name": row["name"],
            "short_name": row["short_name"],
            "parent": kept[parent] if parent else None,
            "territory": place,
            "contacts": row.get("contacts", {}),
            "operator": row.get("operator", False),
            "demo": row.get("demo", False),
        }
        kept[row["code"]], _ = Body.objects.update_or_create(code=row["code"], defaults=values)
    return {row["code"]: kept[row["code"]] for row in rows}


@transaction.atomic
def keep_features(
    *,
    rows: Sequence[Mapping[str, Any]],
    schematic: bool = False,
    actor: Actor,
    now: datetime,
) -> int:
    """This will make or change lines and areas of the base map by code and tell how many there are in the rows.

    A row: {"code", "kind", "names", and "line": [[lon, lat], …] or "polygon": [[lon, lat], …] (closed)}.
    """
    for row in rows:
        geometry = (
            {"type": "LineString", "coordinates": row["line"]}
            if "line" in row
            else {"type": "Polygon", "coordinates": [row["polygon"]]}
        )
        values = {"kind": row["kind"], "name": row["names"], "shape": geometry, "schematic": schematic}
        Feature.objects.update_or_create(code=row["code"], defaults=values)
    return len(rows)


@transaction.atomic
def appoint(
    *,
    person: Person,
    body: Body,
    role: str,
    since: date,
    post: Mapping[str, str] | None = None,
    territory: Territory | None = None,
    actor: Actor,
    now: datetime,
) -> Office:
    """This will give a person a role in a body; one she holds there already stays as it is."""
    require(rules.may_appoint(actor))
    if role not in set(Role):
        raise Refused("role", N_("Nobody knows the role %(role)s."), role=role)
    held, _ = Office.objects.get_or_create(
        person=person,
        body=body,
        role=role,
        until=None,
        defaults={"since": since, "post": dict(post or {}), "territory": territory},
    )
    return held
