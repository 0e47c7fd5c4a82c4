"""Every question about places, bodies and offices."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ortaq.core.people.actor import GUEST, Actor, HeldOffice, Role
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers, outlines
from ortaq.core.territory.models import Body, Boundary, BoundaryVersion, Feature, Office, Territory

DISTRICT_KINDS = (Territory.Kind.DISTRICT, Territory.Kind.CITY)


def actor_of(person: Person | None, *, strong: bool, on: date) -> Actor:
    """This will build the actor behind a person with the offices held on the day; `strong` after a second factor."""
    if person is None:
        return GUEST
    held = (
        Office.objects.filter(Q(until__isnull=True) | Q(until__gte=on), person=person, since__lte=on, body__active=True)
        .select_related("body", "territory")
        .order_by("since", "pk")
    )
    return Actor(
        person_id=person.pk,
        name=person.name,
        language=person.language,
        offices=tuple(
            HeldOffice(
                role=Role(office.role),
                body_id=office.body_id,
                body=office.body.code,
                territory=office.territory.code if office.territory else "",
            )
            for office in held
        ),
        strong=strong,
    )


# ── which place ──────────────────────────────────────────────────────────────────────────────────────────────────


def _outlines(on: date) -> outlines.Outlines:
    """Give the outlines in force, built once per set of versions: one small query when nothing has changed."""
    in_force = (
        BoundaryVersion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
        .order_by("valid_from", "pk")
        .values_list("pk", "digest")
    )
    return outlines.cached(tuple(in_force), _shapes)


def _shapes(version_ids: Iterable[int]) -> outlines.Shapes:
    """Give the outlines of several versions laid over one another, the earliest first."""
    return outlines.merged([shapes_of(version_id) for version_id in version_ids])


def shapes_of(version_id: int) -> outlines.Shapes:
    """This will give territory code → GeoJSON geometry of one version."""
    rows = Boundary.objects.filter(version=version_id).order_by("territory__code")
    return dict(rows.values_list("territory__code", "shape"))


def locators() -> Callable[[date], outlines.Outlines]:
    """This will give, for any day, the outlines that tell the deepest territory of a point, as the boundaries are now.

    One statement for all days; an importer meets a thousand of them.
    """
    versions = list(
        BoundaryVersion.objects.order_by("valid_from", "pk").values_list("pk", "digest", "valid_from", "valid_to")
    )

    def on(day: date) -> outlines.Outlines:
        in_force = ((pk, digest) for pk, digest, since, to in versions if since <= day and (to is None or to > day))
        return outlines.cached(tuple(in_force), _shapes)

    return on


def territory_at(lon: float, lat: float, on: date) -> Territory | None:
    """This will give the deepest territory around a point (degrees, WGS 84) on the day, None outside all of them.

    A point on a shared border belongs to the territory whose code comes first: every run says the same.
    """
    code = _outlines(on).code_at(lon, lat)
    return Territory.objects.filter(code=code).first() if code else None


def box_of(territory: Territory, on: date) -> tuple[float, float, float, float] | None:
    """This will give west, south, east and north of a territory's outline on the day; None where none is drawn."""
    return _outlines(on).box(territory.code)


def city_box(on: date) -> tuple[float, float, float, float] | None:
    """This will give the box around the city of the desk; None where nobody has drawn it."""
    city = city_code()
    return None if city is None else _outlines(on).box(city)


def inside_city(lon: float, lat: float, on: date) -> bool:
    """This will say whether a point lies in the city of the desk; True while no city is drawn."""
    city = city_code()
    drawn = _outlines(on)
    if city is None or not drawn.has(city):
        return True
    code = drawn.code_at(lon, lat)
    return code is not None and (code == city or code.startswith(f"{city}."))


def city_code() -> str | None:
    """This will give the code of the territory of the desk's operator."""
    return Body.objects.filter(operator=True).order_by("code").values_list("territory__code", flat=True).first()


def path_of(territory: Territory) -> list[Territory]:
    """This will give a territory's ancestors and itself, the widest first."""
    parts = territory.code.split(".")
    codes = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    return sorted(Territory.objects.filter(code__in=codes), key=lambda place: place.code.count("."))


def district_of(territory: Territory) -> Territory | None:
    """This will give the nearest district that is the territory or holds it, else the nearest city, else None."""
    path = [territory] if territory.kind == Territory.Kind.DISTRICT else path_of(territory)
    for kind in DISTRICT_KINDS:
        for place in reversed(path):
            if place.kind == kind:
                return place
    return None


def districts() -> list[Territory]:
    """This will give the districts of the desk's city, or all districts where no operator names a city."""
    found = Territory.objects.filter(kind=Territory.Kind.DISTRICT)
    city = city_code()
    return list(found.filter(code__startswith=f"{city}.") if city else found)


def district_names() -> list[tuple[str, dict[str, str]]]:
    """This will give the code and the localized name of each of the `districts`."""
    found = Territory.objects.filter(kind=Territory.Kind.DISTRICT)
    city = city_code()
    found = found.filter(code__startswith=f"{city}.") if city else found
    return list(found.values_list("code", "name"))


def body_names() -> list[tuple[str, dict[str, str]]]:
    """This will give the code and the localized short name of each body that works."""
    return list(Body.objects.filter(active=True).values_list("code", "short_name"))


def by_code(codes: Iterable[str]) -> dict[str, Territory]:
    """This will give the territories of these codes."""
    return {place.code: place for place in Territory.objects.filter(code__in=list(codes))}


def bodies() -> dict[int, Body]:
    """This will give all bodies by id: one query over a short table, always fresh."""
    return {body.pk: body for body in Body.objects.select_related("territory")}


def bodies_by_code() -> dict[str, Body]:
    """This will give all bodies by the code that stands in addresses and forms, as fresh as `bodies`."""
    return {body.code: body for body in bodies().values()}


def base_map(on: date) -> dict[str, Any]:
    """This will give the base map as a GeoJSON FeatureCollection: districts first, then rivers, parks, streets."""
    drawn = _outlines(on)
    city = city_code()
    places = Territory.objects.filter(kind__in=[Territory.Kind.DISTRICT, Territory.Kind.CITY]).order_by("code")
    features = [
        {
            "type": "Feature",
            "id": place.code,
            "properties": {
                "kind": place.kind,
                "code": place.code,
                "name": place.name,
                "in_city": city is None or place.code == city or place.code.startswith(f"{city}."),
            },
            "geometry": drawn.shape(place.code),
        }
        for place in places
        if drawn.has(place.code)
    ]
    features += [
        {
            "type": "Feature",
            "id": feature.code,
            "properties": {"kind": feature.kind, "code": feature.code, "name": feature.name},
            "geometry": feature.shape,
        }
        for feature in Feature.objects.order_by("kind", "code")
    ]
    schematic = BoundaryVersion.objects.filter(pk__in=drawn.version_ids, schematic=True).exists()
    return {"type": "FeatureCollection", "schematic": schematic, "features": features}


def streets() -> list[Feature]:
    """This will give the streets of the base map by code."""
    return list(Feature.objects.filter(kind=Feature.Kind.STREET).order_by("code"))


def office_held(person_id: int | None, held: HeldOffice) -> Office | None:
    """This will give the row of an office the actor holds: slips and answers name its post."""
    rows = Office.objects.select_related("person", "body").filter(person=person_id, body=held.body_id, role=held.role)
    return rows.order_by("-since").first()


# ── the layer anyone may take away ───────────────────────────────────────────────────────────────────────────────

_FACTS = (
    "territory__code", "territory__kind", "territory__parent__code", "territory__name", "territory__population",
    "territory__external", "version__code", "version__valid_from", "version__valid_to", "version__schematic",
)  # fmt: skip


def drawn_territories(asked: layers.Asked) -> layers.Page:
    """This will give one page of the outlines in force today, by code. Two statements once the outlines are read.

    A day or a span asks for outlines in force in it, among those in force today.
    """
    drawn = _outlines(asked.today)
    codes = {asked.item} & set(drawn.codes()) if asked.item else set(drawn.codes())
    if asked.boxes:
        codes &= set().union(*(drawn.meeting(*box) for box in asked.boxes))
    facts = _facts_of(drawn.version_ids)
    codes = {code for code in codes if _is_asked_for(facts[code], asked)}
    wanted = sorted(code for code in codes if code > asked.after)
    cut = wanted[: asked.limit]
    rows = [layers.Row(code, drawn.text(code), facts[code]) for code in cut]
    return layers.Page(rows, len(codes), cut[-1] if len(wanted) > len(cut) else "")


def _facts_of(version_ids: list[int]) -> dict[str, dict[str, Any]]:
    """Give code → properties of every territory drawn; those of the version whose outline is shown."""
    rows = Boundary.objects.filter(version__in=version_ids).order_by("version__valid_from", "version")
    return {
        code: {
            "code": code,
            "kind": kind,
            "parent": parent,
            **layers.spread("name", name),
            "population": population,
            "kato": external.get("kato"),
            "version": version,
            "valid_from": since,
            "valid_to": to,
            "schematic": schematic,
        }
        for code, kind, parent, name, population, external, version, since, to, schematic in rows.values_list(*_FACTS)
    }


def _is_asked_for(facts: dict[str, Any], asked: layers.Asked) -> bool:
    """Whether the properties fit the filters and the outline is in force in the span; `valid_to` is the day after."""
    if asked.until and facts["valid_from"] > timezone.localtime(asked.until).date():
        return False
    if asked.since and facts["valid_to"] and facts["valid_to"] <= timezone.localtime(asked.since).date():
        return False
    return all(facts[name] == value for name, value in asked.filters.items())


def _extent(today: date) -> layers.Extent:
    return layers.Extent(_outlines(today).bounds())


TERRITORIES = layers.Layer(
    id="territories",
    title=N_("Territories"),
    description=N_("Outlines of regions, cities and districts in force today, with the version they come from."),
    shape="MultiPolygon",
    fields=(
        layers.Field("code", filters=True),
        layers.Field("kind", filters=True, values=tuple(Territory.Kind.values)),
        layers.Field("parent", filters=True),
        *layers.localized("name"),
        layers.Field("population", "integer"),
        layers.Field("kato", filters=True),
        layers.Field("version", filters=True),
        layers.Field("valid_from", "date"),
        layers.Field("valid_to", "date"),
        layers.Field("schematic", "boolean", filters=True),
    ),
    rows=drawn_territories,
    extent=_extent,
)
