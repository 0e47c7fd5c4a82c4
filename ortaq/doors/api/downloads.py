"""A whole layer, or what is selected of it, as a file: GeoJSON, CSV, GeoPackage. A thousand features at a time."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from pyogrio import raw

from ortaq.core.territory.layers import Asked, Field, Layer, Row
from ortaq.core.ui.sheets import sheet
from ortaq.doors.api import geojson

FORMATS: Final = {"geojson": "application/geo+json", "csv": "text/csv", "gpkg": "application/geopackage+sqlite3"}
"""Ending → media type."""
AT_ONCE: Final = 1000
TYPES: Final = {"integer": "int64", "number": "float64", "boolean": "bool", "date": "datetime64[D]"}
"""Kind of a field → array; text for everything else."""
EMPTY: Final[dict[str, Any]] = {"integer": 0, "number": 0.0, "boolean": False, "date": np.datetime64(0, "D")}
"""What stands under a mask where a property is unknown."""

PLACE: Final = {"Point": ("lon", "lat"), "Geometry": ("lon", "lat", "wkt")}
"""Columns of a table that say where; the well-known text alone for other shapes."""


def send(request: HttpRequest, layer: Layer, asked: Asked, ending: str) -> HttpResponseBase:
    """This will send the file; to HEAD only what it would be."""
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=FORMATS[ending])
    else:
        response = WRITERS[ending](layer, asked)
    response["Content-Disposition"] = f'attachment; filename="{layer.id}.{ending}"'
    response["Cache-Control"] = "public, max-age=60"
    return response


def batches(layer: Layer, asked: Asked) -> Iterator[list[Row]]:
    """This will read page after page by key; at least one, be it empty."""
    asked = replace(asked, limit=AT_ONCE, counted=False)
    while True:
        page = layer.rows(asked)
        yield page.rows
        if not page.next:
            return
        asked = replace(asked, after=page.next)


def _geojson(layer: Layer, asked: Asked) -> HttpResponseBase:
    def parts() -> Iterator[str]:
        yield '{"type":"FeatureCollection","features":['
        comma = ""
        for rows in batches(layer, asked):
            if rows:
                yield comma + geojson.features(rows)
                comma = ","
        yield "]}"

    return StreamingHttpResponse(parts(), content_type=FORMATS["geojson"])


def _csv(layer: Layer, asked: Asked) -> HttpResponseBase:
    """Points as lon and lat, other shapes as WKT; a layer of both as both, with the middle of a line or an area."""
    names = [known.name for known in layer.fields]
    place = PLACE.get(layer.shape, ("wkt",))

    def rows() -> Iterator[tuple[Any, ...]]:
        for batch in batches(layer, asked):
            for row, where in zip(batch, _placed(layer, batch), strict=True):
                yield (row.id, *(_cell(row.properties[name]) for name in names), *where)

    return sheet(f"{layer.id}.csv", ("id", *names, *place), rows())


def _placed(layer: Layer, rows: list[Row]) -> list[tuple[Any, ...]]:
    shapes = _shapes(rows)
    texts = shapely.to_wkt(shapes, rounding_precision=-1).tolist()
    if layer.shape not in PLACE:
        return [(text,) for text in texts]
    pins = shapely.point_on_surface(shapes)
    places = zip(shapely.get_x(pins).tolist(), shapely.get_y(pins).tolist(), texts, strict=True)
    return [place[: len(PLACE[layer.shape])] for place in places]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else value


def _geopackage(layer: Layer, asked: Asked) -> HttpResponseBase:
    """Written to a file of its own, which is gone once it has been sent."""
    with tempfile.TemporaryDirectory(prefix="ortaq-layer-") as folder:
        path = Path(folder) / f"{layer.id}.gpkg"
        for number, rows in enumerate(batches(layer, asked)):
            _append(path, layer, rows, append=number > 0)
        return FileResponse(path.open("rb"), content_type=FORMATS["gpkg"])


def _append(path: Path, layer: Layer, rows: list[Row], *, append: bool) -> None:
    columns = [_column(known, rows) for known in layer.fields]
    raw.write(
        path,
        geometry=shapely.to_wkb(_shapes(rows)),
        field_data=[np.array([row.id for row in rows], dtype=object), *(values for values, _ in columns)],
        field_mask=[None, *(mask for _, mask in columns)],
        fields=["feature_id", *(known.name for known in layer.fields)],
        layer=layer.id,
        driver="GPKG",
        geometry_type="Unknown" if layer.shape == "Geometry" else layer.shape,
        crs="EPSG:4326",  # a GeoPackage keeps longitude first whatever the system says
        promote_to_multi=layer.shape == "MultiPolygon",
        append=append,
    )


def _column(known: Field, rows: list[Row]) -> tuple[Any, Any]:
    """The values of a field as an array, and which of them are unknown."""
    values = [row.properties[known.name] for row in rows]
    unknown = np.array([value is None for value in values], dtype=bool)
    if known.kind == "date-time":  # in the city's time, with its distance from UTC
        values = [value and timezone.localtime(value).isoformat() for value in values]
    kind = TYPES.get(known.kind)
    if kind is None:
        return np.array(values, dtype=object), None
    return np.array([EMPTY[known.kind] if value is None else value for value in values], dtype=kind), unknown


def _shapes(rows: list[Row]) -> Any:
    return shapely.from_geojson(np.array([row.geometry for row in rows], dtype=object))


WRITERS: Final[dict[str, Callable[[Layer, Asked], HttpResponseBase]]] = {
    "geojson": _geojson,
    "csv": _csv,
    "gpkg": _geopackage,
}
