"""Where demo appeals happen: streets, quarters and busy spots, their words in three languages and their points."""

import random
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shapely.geometry import LineString

from ortaq.doors.terminal.demo import atlas

JITTER = 0.0005  # degrees, about 50 m
NEIGHBOURS = "kz.almaty-region"
CROSSING_JITTER = 0.0001

SINCE = {
    "kk": (
        "екі аптадан бері",
        "бір айдан бері",
        "үш күннен бері",
        "дүйсенбіден бері",
        "он күннен бері",
        "төрт айдан бері",
    ),
    "ru": ("уже две недели", "второй месяц", "третий день", "с понедельника", "дней десять", "четвёртый месяц"),
    "en": ("for two weeks", "for a month", "for three days", "since Monday", "for ten days", "since last month"),
}
LANDMARKS = {
    "kk": (
        "мектептің жанында",
        "дәріхананың қарсысында",
        "балабақшаның артында",
        "дүкеннің алдында",
        "емхананың қасында",
    ),
    "ru": ("возле школы", "напротив аптеки", "за детским садом", "у магазина", "рядом с поликлиникой"),
    "en": ("near the school", "opposite the pharmacy", "behind the kindergarten", "by the shop", "near the clinic"),
}
ROUTES = (2, 12, 18, 32, 37, 56, 63, 79, 92, 95, 106, 112, 121, 127, 141, 201)


@dataclass(frozen=True)
class Place:
    """A street, quarter or spot in one territory; `line` is (lon, lat) to (lon, lat), `houses` 0 for a spot."""

    territory: str
    kind: str
    words: dict[str, dict[str, str]]
    line: tuple[atlas.Coordinate, atlas.Coordinate]
    houses: int
    weight: int

    @property
    def runs_east(self) -> bool:
        """Tell whether the place runs west to east rather than south to north."""
        (west, south), (east, north) = self.line
        return abs(east - west) > abs(north - south)

    @property
    def outside_city(self) -> bool:
        """Tell whether the place lies in a neighbouring district."""
        return self.territory.startswith(NEIGHBOURS)


@dataclass(frozen=True)
class Spot:
    """One drawn point with the words for it; `crossed` is the other street when it is a crossing."""

    place: Place
    lon: float
    lat: float
    house: int
    crossed: Place | None


@lru_cache(maxsize=1)
def all_places() -> tuple[Place, ...]:
    """Return every place of `places.json` in file order."""
    return tuple(_place(row) for row in atlas.rows("places", "places"))


def _place(row: dict[str, Any]) -> Place:
    (x0, y0), (x1, y1) = row["line"]
    words = {language: row[language] for language in ("kk", "ru", "en")}
    return Place(row["territory"], row["kind"], words, ((x0, y0), (x1, y1)), row["houses"], row["weight"])


def crossing_streets(place: Place) -> list[Place]:
    """Return the streets of the same territory that really meet this one."""
    if place.kind != "street":
        return []
    line = LineString(place.line)
    return [
        other
        for other in all_places()
        if other.territory == place.territory
        and other.kind == "street"
        and other.runs_east != place.runs_east
        and LineString(other.line).distance(line) < JITTER
    ]


def draw_spot(rng: random.Random, place: Place) -> Spot:
    """Draw a point along the place, inside its territory, with a house number and maybe a crossing."""
    others = crossing_streets(place)
    crossed = rng.choice(others) if others else None
    house = rng.randint(1, place.houses) if place.houses else 0
    while True:
        lon, lat = _along(rng, place)
        if atlas.territory_at(lon, lat) == place.territory:
            return Spot(place, lon, lat, house, crossed)


def at_crossing(rng: random.Random, spot: Spot) -> Spot:
    """Move a spot to where its two streets meet; stays where it was when there is no crossing."""
    if spot.crossed is None:
        return spot
    line, other = LineString(spot.place.line), LineString(spot.crossed.line)
    meeting = line.interpolate(line.project(other.interpolate(other.project(line.centroid))))
    if line.intersects(other):
        meeting = line.intersection(other).centroid
    lon = round(meeting.x + rng.uniform(-1, 1) * CROSSING_JITTER, 6)
    lat = round(meeting.y + rng.uniform(-1, 1) * CROSSING_JITTER, 6)
    if atlas.territory_at(lon, lat) != spot.place.territory:
        return spot
    return Spot(spot.place, lon, lat, spot.house, spot.crossed)


def _along(rng: random.Random, place: Place) -> atlas.Coordinate:
    (x0, y0), (x1, y1) = place.line
    way = rng.random()
    lon, lat = x0 + (x1 - x0) * way, y0 + (y1 - y0) * way
    if place.kind == "quarter":  # a quarter is an area: spread over the box of its two corners
        lat = y0 + (y1 - y0) * rng.random()
    return round(lon + rng.gauss(0, JITTER), 6), round(lat + rng.gauss(0, JITTER), 6)


def address(spot: Spot, language: str) -> str:
    """Return the address as people write it; a spot without houses gives its name."""
    words = spot.place.words[language]
    if not spot.house:
        return words["name"]
    if language == "en":
        quarter = spot.place.kind == "quarter"
        return f"{words['name']}, building {spot.house}" if quarter else f"{spot.house} {words['name']}"
    if language == "ru" and spot.place.kind == "quarter":
        return f"{words['short']}, дом {spot.house}"
    return f"{words['short']}, {spot.house}"


def slots_for(rng: random.Random, spot: Spot, language: str) -> dict[str, str]:
    """Return the words for every slot this place can fill in a resident's sentence."""
    words = spot.place.words[language]
    slots = {
        "since": rng.choice(SINCE[language]),
        "landmark": rng.choice(LANDMARKS[language]),
        "number": str(rng.randint(12, 480)),
        "temp": str(rng.randint(11, 16)),
        "route": str(rng.choice(ROUTES)),
        "plate": f"{rng.randint(101, 998)} DMO 02",
    }
    if spot.house:
        slots |= {"address": address(spot, language), "house": str(spot.house)}
    if spot.crossed:
        slots["crossing"] = crossing(spot.place, spot.crossed, language)
    if language != "en" or spot.place.kind == "street":
        slots["street"] = words["name"]
    if language == "kk":
        slots |= {"street_loc": words["loc"], "street_gen": words["gen"]}
    if language == "ru":
        slots |= {"street_loc": words["loc"], "street_by": words["by"]}
    return slots


def crossing(place: Place, other: Place, language: str) -> str:
    """Return "at the corner of the two streets" in the language."""
    first, second = place.words[language], other.words[language]
    if language == "kk":
        return f"{first['name']} мен {second['gen']} қиылысында"
    if language == "ru":
        return f"на пересечении {first['gen']} и {second['gen']}"
    return f"at the corner of {first['name']} and {second['name']}"
