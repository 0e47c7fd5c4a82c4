"""Where an appeal is and who answers there. Used by the services beside it; nothing is written."""

from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from ortaq.civic.reception.models import Appeal, Topic
from ortaq.civic.reception.queries import routing
from ortaq.civic.reception.services._duties import local_day
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.territory.models import Body, Territory


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it is: the point rounded to centimetres, the territories around it, whether it lies outside the city."""

    place: str
    lon: float | None = None
    lat: float | None = None
    territory: Territory | None = None
    district: Territory | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers: a row of the published table, or a person's choice."""

    body: Body
    holder: Body | None
    table_id: int | None
    row: int | None


def spot_of(place: str, lon: float | None, lat: float | None, received: datetime) -> Spot:
    """Find the territories of a point. A point outside the city is taken all the same: the table knows whose it is."""
    if place not in Appeal.Place.values:
        place = Appeal.Place.POINT.value if lon is not None else Appeal.Place.NONE.value
    if lon is None or lat is None:
        return Spot(Appeal.Place.ADDRESS.value if place == Appeal.Place.ADDRESS else Appeal.Place.NONE.value)
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004, degrees
        raise Refused("place_unknown", N_("We do not know this place. Put the pin again, or choose “no place”."))
    lon, lat = round(lon, 7), round(lat, 7)
    code = territory.locator(local_day(received))(lon, lat)
    if code is None:
        return Spot(place, lon, lat, outside=True)
    path = territory.by_code(prefixes(code))
    city = next((body.territory.code for body in territory.bodies().values() if body.operator), None)
    outside = city is not None and city not in path
    return Spot(place, lon, lat, path.get(code), district_in(path), outside)


def prefixes(code: str) -> list[str]:
    """Give a dotted code and its ancestors, the deepest first."""
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(len(parts), 0, -1)]


def district_in(path: dict[str, Territory]) -> Territory | None:
    """The deepest district of a path, else the deepest city."""
    deepest = sorted(path.values(), key=lambda place: -place.code.count("."))
    for kind in (Territory.Kind.DISTRICT, Territory.Kind.CITY):
        for place in deepest:
            if place.kind == kind:
                return place
    return None


def route_of(topic: Topic, spot: Spot, holder: Body | None) -> Route:
    """The first row of the published table that fits; without a table the operator of the desk."""
    held_by = holder or routing.holder_at(topic, spot.territory, spot.lon, spot.lat)
    table = routing.in_force()
    if table is None:
        return Route(_operator(), held_by, None, None)
    row = table.table.first_match(
        topic.code, spot.territory.code if spot.territory else None, held_by.code if held_by else None
    )
    bodies = territory.bodies()
    body_id = table.bodies[row.row]
    body = bodies.get(body_id) or Body.objects.get(pk=body_id)
    return Route(body if body.active else _operator(), held_by, table.id, row.row)


def _operator() -> Body:
    """The body that runs the desk: it receives what no row names. Raises LookupError where a city has none."""
    found = next((body for body in territory.bodies().values() if body.operator), None)
    if found is None:
        raise LookupError("No body is the operator of the desk: a city needs one.")
    return found
