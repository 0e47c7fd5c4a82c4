"""The demo's General Plan: a sketch in two versions, parted from the city's own schematic outlines and rivers."""

import io
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon, mapping
from shapely.geometry.base import BaseGeometry

from ortaq.civic.plans.queries import plans as plan_queries
from ortaq.civic.plans.queries import texts as text_queries
from ortaq.civic.plans.services import gis, layers, plans, texts, versions, zones
from ortaq.core.people.actor import system
from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo.founding import City, founded_at
from ortaq.doors.terminal.demo.remarks import PROMISED, Remarks

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Layer, PlanVersion

Json = dict[str, Any]
DEMO = system("demo")
CENTRE = "development-centre"
TABLE = "demo-2027.1"
METRE = 1 / 95_000
"""Of a degree, between north and east at this latitude: enough for a sketch."""
EDGE = 0.0004
"""Degrees borders move when they are drawn anew."""
FEW = 3
"""Zones of a district in a small city."""


@dataclass(frozen=True)
class Drawing:
    """A map as somebody would send it."""

    features: list[Json]
    name: str = "plan.geojson"

    @property
    def size(self) -> int:
        """Of the file."""
        return len(self.read())

    def read(self) -> bytes:
        """This will give the file."""
        buffer = io.StringIO()
        json.dump({"type": "FeatureCollection", "features": self.features}, buffer, ensure_ascii=False)
        return buffer.getvalue().encode()


@dataclass
class Plans:
    """The plan as it is made and published, through the services that own it."""

    city: City
    small: bool = False
    said: Remarks | None = None
    """What residents say about it, None for a plan nobody speaks about."""

    def run(self, end: datetime) -> None:
        """Publish a concept a quarter of a year before `end`, and what came of the discussion three weeks before."""
        told = atlas.read("plan")
        self._table(told)
        body, first_at, second_at = self.city.bodies[CENTRE], end - timedelta(days=90), end - timedelta(days=21)
        plan = plans.open_plan(
            kind="general_plan", body=body, territory=body.territory, title=told["title"], summary=told["summary"],
            code=told["code"], stage="concept", demo=True, actor=DEMO, now=first_at,
        )  # fmt: skip
        made = plan_queries.version(plan, 1, DEMO)
        if made is not None:
            self._talked_over(self._fill(made, told, 0, first_at), first_at, second_at, due=end - PROMISED)
        made = self._fill(versions.begin_version(plan=plan, actor=DEMO, now=second_at), told, 1, second_at)
        self._talked_over(made, second_at, end - timedelta(days=3), due=end + timedelta(days=30))
        if self.said:
            self.said.answered(second_at, end)

    def _talked_over(self, version: "PlanVersion", begun: datetime, until: datetime, *, due: datetime) -> None:
        """Residents speak about a version from the day after it is published."""
        if self.said:
            day = timedelta(days=1)
            self.said.about(version, begun + day, until - day, due)

    def _table(self, told: Json) -> None:
        rows = [{key: row[key] for key in row if key not in ("storeys", "density")} for row in told["classes"]]
        now = founded_at()
        source = told["source"]
        zones.keep_classes(
            rows=rows, table_version=TABLE, valid_from=now.date(), source=source, actor=DEMO, now=now
        )  # fmt: skip

    def _fill(self, version: "PlanVersion", told: Json, which: int, now: datetime) -> "PlanVersion":
        """Words, layers and maps of one version, then everyone reads it."""
        named = {"label": told["labels"][which], "source": told["source"]}
        versions.change_version(version=version, changes=named, actor=DEMO, now=now)
        texts.save_text(
            version=version, columns=_words(told, which), based_on=text_queries.digest(version), actor=DEMO, now=now
        )
        on = {
            layer["key"]: layers.keep_layer(version=version, **layer, actor=DEMO, now=now) for layer in told["layers"]
        }
        _taken(gis.import_zones, version, on["zones"], self._zones(told, which), now)
        _taken(gis.import_rules, version, on["historic"], [_historic(told, which)], now)
        _taken(gis.import_rules, version, on["water"], _strips(told, which), now)
        return versions.publish_version(version=version, actor=DEMO, now=now)

    def _zones(self, told: Json, which: int) -> list[Json]:
        """Every district parted among points; in the second version borders moved and land changed its use."""
        kinds = {row["code"]: row for row in told["classes"]}
        becomes = dict(told["becomes"])
        found = []
        for district, codes in told["districts"].items():
            chance = np.random.default_rng(sum(map(ord, district)))
            outline = atlas.polygons()[f"kz.almaty.{district}"]
            count = FEW if self.small else len(codes)
            for number, shape in enumerate(_parted(outline, count, chance, moved=which == 1), start=1):
                code = codes[number - 1]
                anew = which == 1 and number % 3 == 0 and code in becomes
                kind = kinds[becomes[code] if anew else code]
                note = {f"note_{language}": said for language, said in told["note"].items()} if anew else {}
                limits = {name: kind[name] for name in ("storeys", "density") if name in kind}
                names = _name(district, number)
                found.append(_feature(shape, key=f"{district}-{number}", code=kind["code"], **names, **limits, **note))
        return found


def _taken(service: Any, version: "PlanVersion", layer: "Layer", features: list[Json], now: datetime) -> None:
    report = service(version=version, layer=layer, upload=Drawing(features), actor=DEMO, now=now)
    if report.refused:
        raise ValueError(f"the demo's map: {report.refused[0]}")


def _words(told: Json, which: int) -> dict[str, str]:
    """The text in three columns; the second version says some paragraphs anew, moves one and leaves one out."""
    columns = {language: list(lines) for language, lines in told["text"].items()}
    if which:
        for language, lines in columns.items():
            for change in told["rewritten"]:
                lines[change["at"]] = change[language]
            columns[language] = [lines[at] for at in _order(told, len(lines))]
    return {language: "\n".join(lines) for language, lines in columns.items()}


def _order(told: Json, count: int) -> list[int]:
    """Where the lines of the second version stood in the first."""
    order = [at for at in range(count) if at not in told["dropped"]]
    for at, behind in told["moved"]:
        order.remove(at)
        order.insert(order.index(behind) + 1, at)
    return order


def _parted(outline: Polygon, count: int, chance: np.random.Generator, *, moved: bool) -> list[BaseGeometry]:
    """A district parted among points in it, in their order; `moved` draws every fourth a little elsewhere."""
    west, south, east, north = outline.bounds
    points: list[tuple[float, float]] = []
    while len(points) < count:
        x, y = chance.uniform(west, east), chance.uniform(south, north)
        if shapely.intersects_xy(outline, x, y):
            points.append((x, y))
    if moved:
        points = [(x + EDGE * (n % 4 == 0), y + EDGE * (n % 4 == 0)) for n, (x, y) in enumerate(points)]
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=outline))
    return [
        shapely.intersection(next(cell for cell in cells if shapely.intersects_xy(cell, *point)), outline)
        for point in points
    ]


def _name(district: str, number: int) -> Json:
    unit = next(one for one in atlas.rows("territory", "units") if one["code"] == f"kz.almaty.{district}")
    return {f"name_{language}": f"{name} — {number}" for language, name in unit["short"].items()}


def _feature(shape: BaseGeometry, **properties: Any) -> Json:
    return {"type": "Feature", "geometry": mapping(shape), "properties": properties}


def _said(told: Json) -> Json:
    return {f"{part}_{language}": words for part in ("title", "rule") for language, words in told[part].items()}


def _historic(told: Json, which: int) -> Json:
    row = told["historic"]
    return _feature(Polygon(row["line"][which]), key="historic-centre", kind="historic_centre", **_said(row))


def _strips(told: Json, which: int) -> list[Json]:
    """A strip along each river inside the city."""
    row, city = told["strip"], atlas.polygons()["kz.almaty"]
    rivers = [one for one in atlas.rows("base", "features") if one["kind"] == "river"]
    width = row["metres"][which] * METRE
    found = []
    for river in rivers:
        strip = shapely.intersection(LineString(river["line"]).buffer(width), city)
        said = _said(row)
        for language, name in river["names"].items():
            said[f"title_{language}"] += f": {name}"
        found.append(_feature(strip, key=f"strip-{river['code']}", kind="water_protection", **said))
    return found
