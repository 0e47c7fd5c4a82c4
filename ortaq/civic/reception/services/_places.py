"""Where an appeal is and who answers there. Used by the services beside it; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import isfinite
from types import MappingProxyType

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.queries import routing
from ortaq.civic.reception.queries.ground import Ground
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory.models import Body, Territory

PLACES = frozenset(Appeal.Place.values)
POINT, ADDRESS, NONE = Appeal.Place.POINT.value, Appeal.Place.ADDRESS.value, Appeal.Place.NONE.value


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it is: the point rounded to centimetres, the territories around it, whether it lies outside the city."""

    place: str
    lon: float | None = None
    lat: float | None = None
    territory: Territory | None = None
    district: Territory | None = None
    outside: bool = False

    @property
    def code(self) -> str | None:
        return self.territory.code if self.territory else None


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers: a row of the published table, or a person's choice."""

    body: Body
    holder_id: int | None
    holder: str | None
    table_id: int | None
    row: int | None


Known = Mapping[tuple[float, float, date], str | None]


def spot_of(
    stands: Ground,
    place: str,
    lon: float | None,
    lat: float | None,
    on: date,
    district: str = "",
    known: Known = MappingProxyType({}),
) -> Spot:
    """Find the territories of a point. A point outside the city is taken all the same: the table knows whose it is.

    `known` are codes of points an importer has asked for together.
    """
    if place not in PLACES:
        place = POINT if lon is not None else NONE
    if lon is None or lat is None:
        if place != ADDRESS:
            return Spot(NONE)
        path = path_in(stands, district)
        return Spot(place, territory=path[0] if path else None, district=district_in(path))
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004, degrees
        raise Refused("place_unknown", N_("We do not know this place. Put the pin again, or choose “no place”."))
    if place == NONE:
        place = POINT
    lon, lat = rounded(lon, lat)
    code = known[lon, lat, on] if (lon, lat, on) in known else stands.code_at(lon, lat, on)
    path = path_in(stands, code or "")
    city = stands.operator.territory.code if stands.operator else None
    outside = city is not None and all(around.code != city for around in path)
    return Spot(place, lon, lat, path[0] if path else None, district_in(path), outside)


def rounded(lon: float, lat: float) -> tuple[float, float]:
    """Give a point to the centimetre."""
    return round(lon, 7), round(lat, 7)


@lru_cache(maxsize=1024)
def prefixes(code: str) -> tuple[str, ...]:
    """Give a dotted code and its ancestors, the deepest first."""
    parts = code.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts), 0, -1))


def path_in(stands: Ground, code: str) -> list[Territory]:
    """The territory of a code and those around it, the deepest first; [] for a code nobody knows."""
    return [stands.places[prefix] for prefix in prefixes(code) if prefix in stands.places]


def district_in(path: list[Territory]) -> Territory | None:
    """The deepest district of a path (the deepest first), else the deepest city."""
    for kind in (Territory.Kind.DISTRICT, Territory.Kind.CITY):
        for around in path:
            if around.kind == kind:
                return around
    return None


def route_of(stands: Ground, topic: str, spot: Spot, holder: Body | None) -> Route:
    """The first row of the published table that fits; without a table, or for a closed body, the desk's operator."""
    held: tuple[int, str] | None = (holder.pk, holder.code) if holder else None
    held = held or routing.holder_at(stands.holdings, topic, spot.code, spot.lon, spot.lat)
    holder_id, code = held or (None, None)
    if stands.table is None:
        return Route(operator_of(stands), holder_id, code, None, None)
    row = stands.table.table.first_match(topic, spot.code, code)
    body = stands.bodies[stands.table.bodies[row.row]]
    if not body.active:
        return Route(operator_of(stands), holder_id, code, None, None)
    return Route(body, holder_id, code, stands.table.id, row.row)


def operator_of(stands: Ground) -> Body:
    """The body that runs the desk: it receives what no row names. Raises LookupError where a city has none."""
    if stands.operator is None:
        raise LookupError("No body is the operator of the desk: a city needs one.")
    return stands.operator
