"""What remarks hang on: a part of a version by its key, and all that is needed to carry them to the next version."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

import shapely
from django.db.models import QuerySet

from ortaq.civic.plans.models import (
    Anchor,
    Layer,
    Measure,
    Paragraph,
    PlanVersion,
    Remark,
    Resource,
    SupplementaryRule,
    Zone,
)
from ortaq.civic.plans.queries import zones
from ortaq.civic.plans.rules import anchors as rules
from ortaq.civic.plans.rules import outlines
from ortaq.civic.plans.rules.changes import between
from ortaq.civic.plans.rules.keys import Kept
from ortaq.civic.plans.rules.remarks import LIMITS
from ortaq.civic.plans.rules.text import Row
from ortaq.core.people.models import Person
from ortaq.engines.proof import digest

Spoken = Paragraph | Zone | Layer | Measure | Resource
MODELS: Final[dict[str, Any]] = {
    "paragraph": Paragraph, "zone": Zone, "layer": Layer, "measure": Measure, "resource": Resource,
}  # fmt: skip
JOINED: Final[dict[str, tuple[str, ...]]] = {"zone": ("zone_class",), "resource": ("measure",), "measure": ("need",)}


def part_of(version: PlanVersion, place: rules.Place) -> Spoken | None:
    """This will give the part of a version a place names; None for a drawn shape, and for a key nobody has there.

    One statement.
    """
    model = MODELS.get(place.kind)
    if model is None:
        return None
    found: Spoken | None = (
        model.objects.select_related(*JOINED.get(place.kind, ())).filter(version=version, key=place.key).first()
    )
    return found


def pin_of(part: Spoken | None) -> tuple[float, float] | None:
    """This will give the lon and lat that stand for a part: the middle of a zone, the place of a measure."""
    if isinstance(part, Zone):
        return outlines.middle(part.shape)
    measure = part.measure if isinstance(part, Resource) else part
    if isinstance(measure, Measure) and measure.lon is not None and measure.lat is not None:
        return measure.lon, measure.lat
    return None


# ---------------------------------------------------------------- carrying over


class Standing(NamedTuple):
    """A remark with the part it stood on last; `part` is a kind, `shape` is there for a drawn one only."""

    remark: int
    shown: bool
    version: int
    part: str
    key: str
    shape: dict[str, Any] | None


def standing(version: PlanVersion) -> list[Standing]:
    """This will give every remark of a plan that can still be read, with the part it stood on last. One statement."""
    rows = (
        Anchor.objects.filter(remark__plan=version.plan_id, version__number__lt=version.number)
        .exclude(remark__state=Remark.State.WITHDRAWN)
        .exclude(state=Anchor.State.ORPHANED)
        .order_by("version__number")
        .values_list("remark", "remark__state", "version", "part", "key", "shape")
    )
    last = {
        remark: Standing(remark, state == Remark.State.SHOWN, *stood) for remark, state, *stood in cast("Any", rows)
    }  # fmt: skip
    return [last[remark] for remark in sorted(last)]


Key = tuple[str, str]
"""Kind and key of a part."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a version as far as remarks go: what each says, and its row."""

    said: dict[Key, rules.Part]
    rows: dict[Key, int]


def parts(newest: PlanVersion, earlier: Collection[int]) -> dict[int, Parts]:
    """This will give the parts of a version and of earlier ones, by the ids of the versions. Six statements.

    A paragraph stands elsewhere where the text tells it moved since the version before; zones stand where their
    outlines lie, measures and budget lines with what they belong to.
    """
    found = {pk: Parts({}, {}) for pk in {*earlier, newest.pk}}
    for version, kind, key, pk, part in _facts(list(found), newest):
        found[version].said[kind, key] = part
        found[version].rows[kind, key] = pk
    return found


Fact = tuple[int, str, str, int, rules.Part]


def _facts(versions: list[int], newest: PlanVersion) -> Iterable[Fact]:
    yield from _paragraphs(versions, newest)
    yield from _maps(versions)
    measures = Measure.objects.filter(version__in=versions).values_list("version", "key", "pk", "digest", "need__key")
    for version, key, pk, said, need in measures:
        yield version, "measure", key, pk, rules.Part(said, need)
    lines = Resource.objects.filter(version__in=versions).values_list("version", "key", "pk", "digest", "measure__key")
    for version, key, pk, said, measure in lines:
        yield version, "resource", key, pk, rules.Part(said, measure)


def _paragraphs(versions: list[int], newest: PlanVersion) -> Iterable[Fact]:
    """Paragraphs by their words; what moved in the newest text, as the comparison tells it, stands elsewhere there."""
    texts: dict[int, list[Kept]] = {version: [] for version in versions}
    ids: dict[tuple[int, str], int] = {}
    rows = Paragraph.objects.filter(version__in=versions).order_by("position")
    for one in rows.only("version", "key", "level", "text"):
        texts[one.version_id].append(Kept(one.key, Row(one.level, one.text)))
        ids[one.version_id, one.key] = one.pk
    before = texts.get(newest.before_id or 0, [])
    moved = {change.key for change in between(before, texts[newest.pk]) if change.moved or change.kind == "moved"}
    for version, text in texts.items():
        for kept in text:
            at = "moved" if version == newest.pk and kept.key in moved else ""
            yield version, "paragraph", kept.key, ids[version, kept.key], rules.Part(kept.row.digest, at)


def _maps(versions: list[int]) -> Iterable[Fact]:
    """Zones by class and limits, placed by their outline; layers by their words and everything drawn on them."""
    drawn = defaultdict[int, list[str]](list)
    land = Zone.objects.filter(version__in=versions).order_by("key")
    columns = ("version", "key", "pk", "layer", "digest", "shape_digest", "name", "note", *HOLDS)
    for version, key, pk, layer, everything, outline, name, note, *holds in land.values_list(*columns):
        drawn[layer].append(everything)
        yield version, "zone", key, pk, rules.Part(digest([name, note, held(holds)]), outline)
    over = SupplementaryRule.objects.filter(version__in=versions).order_by("key")
    for layer, everything in over.values_list("layer", "digest"):
        drawn[layer].append(everything)
    for one in Layer.objects.filter(version__in=versions):
        said = digest({"theme": one.theme, "title": one.title, "note": one.note, "drawn": drawn[one.pk]})
        yield one.version_id, "layer", one.key, one.pk, rules.Part(said, "")


HOLDS: Final = ("zone_class__code", *LIMITS, "uses")


def held(values: Iterable[Any]) -> str:
    """This will write what holds in a zone — class, limits, uses — as one text to compare by."""
    return digest(list(values))


def under(version: int, shapes: Collection[Any]) -> list[dict[str, float]]:
    """This will tell for each drawn shape which zones lie under it, by what holds there: → share of the shape.

    One statement; none without shapes.
    """
    if not shapes:
        return []
    rows = Zone.objects.filter(version=version).values_list("shape", *HOLDS)
    areas = [(outlines.read(shape), held(holds)) for shape, *holds in rows]
    tree = shapely.STRtree([zone for zone, _ in areas])
    found = []
    for drawn in shapes:
        shares: dict[str, float] = {}
        for at in tree.query(drawn, predicate="intersects"):
            zone, said = areas[at]
            shares[said] = shares.get(said, 0.0) + _share(zone, drawn)
        found.append(shares)
    return found


def zones_under(anchor: Anchor) -> list[Zone]:
    """This will give the zones under a drawn shape on its version, the one with most of it first. Two statements."""
    return zones.at(anchor.version, anchor.shape).zones if anchor.shape else []


def _share(zone: Any, drawn: Any) -> float:
    """How much of a drawn shape lies in a zone; a point lies in it or not."""
    whole = drawn.area or drawn.length
    if not whole:
        return 1.0
    part = shapely.intersection(zone, drawn)
    return float((part.area if drawn.area else part.length) / whole)


# ---------------------------------------------------------------- who is told

TOLD: Final = (Remark.State.SHOWN, Remark.State.HELD)


def _carried(version: PlanVersion) -> QuerySet[Anchor]:
    return Anchor.objects.filter(version=version, remark__state__in=TOLD).exclude(state=Anchor.State.MADE)


def authors(version: PlanVersion, *, after: int, limit: int) -> list[Person]:
    """This will give the next people whose remarks were carried to a version, by id. One statement."""
    rows = Person.objects.filter(pk__in=_carried(version).values("remark__author"), pk__gt=after)
    return list(rows.order_by("pk")[:limit])


def carried_of(version: PlanVersion, people: Sequence[Person]) -> dict[int, list[Anchor]]:
    """This will give the anchors on a version by the authors of their remarks, changed ones first. One statement."""
    order = [rules.State.CHANGED, rules.State.ORPHANED, rules.State.MOVED, rules.State.KEPT]
    rows = _carried(version).filter(remark__author__in=people).select_related("remark__matter", "remark__plan")
    found: dict[int, list[Anchor]] = defaultdict(list)
    for one in sorted(rows, key=lambda one: (order.index(rules.State(one.state)), -one.remark_id)):
        found[one.remark.author_id].append(one)
    return found
