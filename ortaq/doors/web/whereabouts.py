"""Places of the base map by the words people call them: a district, a street, a corner of two, a house on a street."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from shapely.geometry import shape

from ortaq.engines.language import fold

Feature = Mapping[str, Any]
_HOUSE: Final = re.compile(r"\d+\w?(?:[/-]\d+\w?)?")
"""10, 10а, 10/2, 10-3."""
_CORNER: Final = re.compile(r"\s*[/&—–]\s*|\s+(?:и|and|пен|мен|бен)\s+")
SORTS: Final = frozenset({
    "ул", "улица", "көшесі", "көше", "к", "street", "st", "пр", "просп", "проспект", "даңғылы", "даңғыл",
    "avenue", "ave", "д", "дом", "үй", "building", "house", "парк", "саябағы", "park", "өзені", "река", "river",
    "угол", "бұрышы", "қиылысы", "corner", "of", "мкр", "микрорайон", "ықшамаудан", "ықшамауданы",
})  # fmt: skip
"""What stands beside a name: left out, so that "ул. Абая" and "проспект Абая" ask for the same."""


@dataclass(frozen=True, slots=True)
class Found:
    """A feature of the base map and the point of it that was meant; None for all of a district."""

    feature: Feature
    point: tuple[float, float] | None
    house: bool = False
    """A house was asked for: the map knows the street alone, and the point is its middle."""


def find(asked: str, features: Iterable[Feature]) -> Found | None:
    """This will find what somebody calls by name, in any of the three languages."""
    known = list(features)
    whole = _named(asked, known)
    if whole is not None:
        return _at_middle(whole, asked)
    corner = [_named(part, known) for part in _CORNER.split(asked.strip())]
    if len(corner) == 2 and corner[0] is not None and corner[1] is not None:  # noqa: PLR2004, two streets
        meets = shape(corner[0]["geometry"]).intersection(shape(corner[1]["geometry"]))
        if not meets.is_empty:
            spot = meets.representative_point()
            return Found(corner[0], (spot.x, spot.y))
    return None


def _named(asked: str, features: list[Feature]) -> Feature | None:
    """The first feature whose name holds the words as they stand, else their beginnings without sort and house."""
    wanted = fold(asked).strip()
    words = [word for word in _words(asked) if word not in SORTS and not _HOUSE.fullmatch(word)]
    if not words:
        return None
    holds = (one for one in features if any(wanted in fold(name) for name in _names(one)))
    begins = (one for one in features if any(_begin(words, _words(name)) for name in _names(one)))
    return next(holds, None) or next(begins, None)


def _names(feature: Feature) -> list[str]:
    return [str(name) for name in feature["properties"].get("name", {}).values()]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w/-]+", fold(text))


def _begin(wanted: list[str], name: list[str]) -> bool:
    return all(any(word.startswith(one) for word in name) for one in wanted)


def _at_middle(feature: Feature, asked: str) -> Found:
    facts = feature["properties"]
    if facts["kind"] in {"district", "city"}:
        return Found(feature, None)
    drawn = shape(feature["geometry"])
    spot = drawn.interpolate(0.5, normalized=True) if drawn.geom_type == "LineString" else drawn.representative_point()
    house = facts["kind"] == "street" and any(_HOUSE.fullmatch(word) for word in _words(asked))
    return Found(feature, (spot.x, spot.y), house)
