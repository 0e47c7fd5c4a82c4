"""Maps for tests: a small table of zones, layers, and files as offices send them."""

import io
import json
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyogrio import raw
from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry

from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Layer, PlanVersion, ZoneClass
    from ortaq.civic.plans.rules.imports import Report
    from ortaq.core.people.actor import Actor

LON, LAT = 76.9, 43.25
SIDE = 0.01
ROWS: list[dict[str, Any]] = [
    {"code": "R", "name": {"kk": "Тұрғын аймақ", "ru": "Жилая зона", "en": "Homes"}, "hilucs": "5_1",
     "meaning": {"kk": "Үй салуға болады.", "ru": "Можно строить жильё.", "en": "Homes may be built."},
     "theme": "housing", "colour": "#e8a33d", "pattern": "lines"},
    {"code": "G", "name": {"kk": "Жасыл аймақ", "ru": "Зелёная зона", "en": "Green"}, "hilucs": "6_3",
     "theme": "ecology", "colour": "#4c9a52", "pattern": "dots"},
    {"code": "I", "name": {"kk": "Өнеркәсіп", "ru": "Промзона", "en": "Industry"}, "hilucs": "2_3",
     "theme": "industry", "colour": "#8a6fae", "pattern": "grid"},
]  # fmt: skip


@dataclass
class Sent:
    """A file as it comes; `size` may lie."""

    name: str
    content: bytes
    told: int | None = None

    @property
    def size(self) -> int:
        return len(self.content) if self.told is None else self.told

    def read(self) -> bytes:
        return self.content


def square(x: float, y: float = 0.0, wide: float = 1.0) -> BaseGeometry:
    return box(LON + x * SIDE, LAT + y * SIDE, LON + (x + wide) * SIDE, LAT + (y + 1) * SIDE)


def geojson(*features: tuple[dict[str, Any], Any], **more: Any) -> Sent:
    """(properties, shape or geometry as it is) each."""
    rows = [
        {"type": "Feature", "properties": properties,
         "geometry": mapping(drawn) if isinstance(drawn, BaseGeometry) else drawn}
        for properties, drawn in features
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": rows, **more}, ensure_ascii=False)
    return Sent("zones.geojson", text.encode())


def _file(path: Path, driver: str, shapes: list[BaseGeometry], columns: dict[str, list[Any]], **options: Any) -> None:
    raw.write(
        path, np.array([shapely.to_wkb(one) for one in shapes], dtype=object),
        [np.array(values, dtype=object) for values in columns.values()], list(columns), driver=driver,
        geometry_type="Polygon", **{"crs": "EPSG:4326"} | options,
    )  # fmt: skip


def geopackage(shapes: list[BaseGeometry], columns: dict[str, list[Any]], layers: tuple[str, ...] = ("zones",),
               **options: Any) -> Sent:  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.gpkg"
        for number, layer in enumerate(layers):
            _file(path, "GPKG", shapes, columns, layer=layer, append=number > 0, **options)
        return Sent("map.gpkg", path.read_bytes())


def shapefile(
    shapes: list[BaseGeometry], columns: dict[str, list[Any]], *, without: tuple[str, ...] = (), **options: Any
) -> Sent:
    """A zipped Shapefile `without` some of its parts (".prj", ".cpg")."""
    with tempfile.TemporaryDirectory() as folder:
        _file(Path(folder) / "map.shp", "ESRI Shapefile", shapes, columns, **options)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as zipped:
            for part in sorted(Path(folder).iterdir()):
                if part.suffix not in without:
                    zipped.write(part, f"карта/{part.name}")
        return Sent("map.zip", packed.getvalue())


def a_table(version: str = "2027.1", rows: list[dict[str, Any]] = ROWS) -> "dict[str, ZoneClass]":
    from ortaq.civic.plans.services import zones
    from ortaq.core.people.actor import system

    made = zones.keep_classes(
        rows=rows, table_version=version, valid_from=date(2026, 1, 1), source="Сынақ", actor=system("test"), now=NOW
    )  # fmt: skip
    return {one.code: one for one in made}


def a_layer(version: "PlanVersion", actor: "Actor", key: str = "main", **facts: Any) -> "Layer":
    from ortaq.civic.plans.services import layers

    given = {"theme": "housing", "title": {"kk": "Аймақтар", "ru": "Зоны"}} | facts
    return layers.keep_layer(version=version, key=key, **given, actor=actor, now=NOW)


def drawn(version: "PlanVersion", actor: "Actor", *features: tuple[dict[str, Any], Any], key: str = "main") -> "Report":
    """Zones of a version in the making on its layer `key`."""
    from ortaq.civic.plans.services import gis

    layer = a_layer(version, actor, key)
    report = gis.import_zones(version=version, layer=layer, upload=geojson(*features), actor=actor, now=NOW)
    assert not report.refused, [one.said.reason for one in report.refused]
    return report
