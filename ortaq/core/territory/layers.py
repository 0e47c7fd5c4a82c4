"""Public layers a machine may take away: what each is, what may be asked of it. site/wiring.py names them all.

A layer is answered by its own app: `rows` gives one page by key, `extent` what the whole of it spans.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from ortaq.engines.language import LANGUAGES

if TYPE_CHECKING:
    from django.db.models import QuerySet

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west is never greater than east."""
Kind = Literal["string", "integer", "number", "boolean", "date", "date-time"]
Shape = Literal["Point", "Polygon", "MultiPolygon", "Geometry"]
"""Geometry: points, lines and areas in one layer."""
LARGEST_KEY: Final = 2**63 - 1
"""What a database holds; an address may say anything."""


class BadKey(Exception):  # noqa: N818, it is shown as a sentence
    """`after` is no key this layer has given."""


@dataclass(frozen=True, slots=True)
class Field:
    """A property of every feature of a layer; `filters` if features may be asked for by it."""

    name: str
    kind: Kind = "string"
    filters: bool = False
    values: tuple[str, ...] = ()
    """All it can be, where that is known beforehand."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which features are wanted. Empty fields ask for everything."""

    today: date
    boxes: tuple[Box, ...] = ()
    """In any of them; two where a box crosses the antimeridian."""
    since: datetime | None = None
    until: datetime | None = None
    """Both included, both in UTC."""
    filters: Mapping[str, Any] = field(default_factory=dict)
    """Name of a field → value of its kind."""
    item: str = ""
    """The one feature with this id."""
    after: str = ""
    """A key given by an earlier page."""
    limit: int = 100
    counted: bool = True
    """Whether somebody reads `matched`."""


class Row(NamedTuple):
    """One feature; `geometry` is GeoJSON as text (lon, lat; WGS 84)."""

    id: str
    geometry: str
    properties: dict[str, Any]


class Page(NamedTuple):
    """One page; `matched` counts all pages (0 if nobody asked), `next` is the key of the one after ("" for none)."""

    rows: list[Row]
    matched: int
    next: str


class Extent(NamedTuple):
    """What a layer spans, None where that is open or nothing is there."""

    box: Box | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """One public layer. Title and description are msgids, shown in the language asked for."""

    id: str
    title: str
    description: str
    shape: Shape
    fields: tuple[Field, ...]
    rows: Callable[[Asked], Page]
    extent: Callable[[date], Extent]
    narrowed_by: tuple[Field, ...] = ()
    """What features are also asked for by, though it is no property of one: the topic of counted appeals."""

    def filters(self) -> dict[str, Field]:
        """This will give everything features may be asked for by, by its name."""
        return {known.name: known for known in (*self.fields, *self.narrowed_by) if known.filters}


_PUBLISHED: dict[str, Layer] = {}


def publish(layer: Layer) -> None:
    """This will let everyone ask for a layer by its id."""
    _PUBLISHED[layer.id] = layer


def published() -> list[Layer]:
    """This will list the layers in the order they were published."""
    return list(_PUBLISHED.values())


def get(layer_id: str) -> Layer | None:
    """This will give a published layer, None for an id nobody knows."""
    return _PUBLISHED.get(layer_id)


def key_number(after: str) -> int:
    """This will read a key that is a number; raises BadKey."""
    if not (after.isascii() and after.isdigit()) or len(after) > len(str(LARGEST_KEY)) or int(after) > LARGEST_KEY:
        raise BadKey
    return int(after)


def page(found: "QuerySet[Any]", asked: Asked, columns: Iterable[str], row: Callable[..., Row]) -> Page:
    """This will give one page in the order the rows came, each made by `row` of its key and columns. Two statements."""
    matched = found.count() if asked.counted else 0
    if asked.after:
        found = found.filter(pk__gt=key_number(asked.after))
    read = list(found.order_by("pk").values_list("pk", *columns)[: asked.limit + 1])
    cut = read[: asked.limit]
    return Page([row(*one) for one in cut], matched, str(cut[-1][0]) if len(read) > len(cut) else "")


def point(lon: float, lat: float) -> str:
    """This will write a point as GeoJSON."""
    return f'{{"type":"Point","coordinates":[{lon!r},{lat!r}]}}'


def localized(name: str) -> tuple[Field, ...]:
    """This will give the fields a localized text is spread over: name_kk, name_ru, name_en."""
    return tuple(Field(f"{name}_{language}") for language in LANGUAGES)


def spread(name: str, content: Mapping[str, str]) -> dict[str, str | None]:
    """This will spread a localized text over those fields; a language without words gives None."""
    return {f"{name}_{language}": content.get(language) or None for language in LANGUAGES}


def around(boxes: Iterable[Box]) -> Box | None:
    """This will give the box around boxes, None for none."""
    if not (sides := list(zip(*boxes, strict=True))):
        return None
    west, south, east, north = sides
    return min(west), min(south), max(east), max(north)
