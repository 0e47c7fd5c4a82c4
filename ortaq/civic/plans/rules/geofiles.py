"""Reads a map as it came: GeoJSON, GeoPackage or a zipped Shapefile, into degrees of WGS 84. Plain Python.

What a file is, its content says, not its name: GDAL knows formats that open other files, and gets only these three.
"""

import io
import json
import tempfile
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import pyogrio
import shapely
from pyogrio import raw
from pyproj import Transformer
from pyproj.exceptions import ProjError
from shapely.geometry.base import BaseGeometry

from ortaq.core.people.refusal import N_, Refused

MOST_BYTES: Final = 64 * 2**20
MOST_FEATURES: Final = 20_000
MB: Final = 2**20
ZIP, SQLITE, GPKG = b"PK\x03\x04", b"SQLite format 3\x00", b"GPKG"
PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
ENCODINGS: Final = ("utf-8", "kz1048")
"""Tried for every value by itself: tables are put together from tables."""
NOT_A_MAP = N_("This file is no GeoJSON, no GeoPackage and no zipped Shapefile.")
BROKEN = N_("This file could not be read: it is damaged or cut off.")
TOO_BIG = N_("The file has %(size)s MB; at most %(most)s MB are taken. Part it, or leave out what is no zone.")


class Upload(Protocol):
    """A file that has not been read yet."""

    @property
    def name(self) -> str | None: ...
    @property
    def size(self) -> int | None: ...
    def read(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its number in the file, its values by lower-case name, its outline in degrees (None for none)."""

    number: int
    values: dict[str, Any]
    shape: BaseGeometry | None
    mixed: bool = False
    """Its words were not in UTF-8, though others may be."""


def read_features(upload: Upload, named: str = "zones") -> list[Feature]:
    """This will read all features of a file; raises Refused with what is wrong with the file as a whole.

    Of a GeoPackage with several layers the one called `named` is read.
    """
    size = upload.size or 0
    if size > MOST_BYTES:
        raise Refused("too_big", TOO_BIG, size=-(-size // MB), most=MOST_BYTES // MB)
    content = upload.read()
    with tempfile.TemporaryDirectory(prefix="ortaq-map-") as folder:
        return _read(_laid_out(content, Path(folder), named))


def _laid_out(content: bytes, folder: Path, named: str) -> tuple[Path, str | None]:
    """The file where GDAL can open it, and the layer to read."""
    if content.startswith(ZIP):
        return _unpacked(content, folder), None
    if content.startswith(SQLITE) and content[68:72] == GPKG:
        path = folder / "map.gpkg"
        path.write_bytes(content)
        return path, _layer(path, named)
    text = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{"):
        _check_geojson(text)
        path = folder / "map.geojson"
        path.write_bytes(text)
        return path, None
    raise Refused("not_a_map", NOT_A_MAP)


def _check_geojson(text: bytes) -> None:
    """GDAL reads other kinds of JSON too, and half of a broken file; here it is one collection or nothing."""
    try:
        read = json.loads(text.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise Refused("broken", BROKEN) from error
    if read.get("type") not in ("FeatureCollection", "Feature"):
        raise Refused("not_a_map", NOT_A_MAP)


def _unpacked(content: bytes, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {
                Path(one.filename).suffix.lower(): one
                for one in packed.infolist()
                if Path(one.filename).suffix.lower() in PARTS and not Path(one.filename).name.startswith(".")
            }
            several = [one for one in packed.namelist() if one.lower().endswith(".shp") and "__MACOSX" not in one]
            if len(several) != 1 or not {".shp", ".shx", ".dbf"} <= set(parts):
                raise Refused("shapefile", N_("A zip holds one Shapefile: .shp, .shx and .dbf, with its .prj."))
            whole = sum(one.file_size for one in parts.values())
            if whole > MOST_BYTES:
                raise Refused("too_big", TOO_BIG, size=-(-whole // MB), most=MOST_BYTES // MB)
            for suffix, one in parts.items():
                (folder / f"map{suffix}").write_bytes(packed.read(one))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise Refused("broken", BROKEN) from error
    return folder / "map.shp"


def _layer(path: Path, named: str) -> str:
    """The layer of a GeoPackage to be read: the one of that name, or the only one."""
    try:
        with warnings.catch_warnings(category=RuntimeWarning, action="ignore"):
            found = pyogrio.list_layers(path)
        names = [str(name) for name, kind in found if kind is not None]
    except RuntimeError as error:
        raise Refused("broken", BROKEN) from error
    if named in names:
        return named
    if len(names) != 1:
        raise Refused(
            "layers",
            N_("The GeoPackage has several layers (%(names)s): call the one to be read “%(named)s”."),
            names=", ".join(sorted(names)[:10]),
            named=named,
        )
    return names[0]


def _read(laid_out: tuple[Path, str | None]) -> list[Feature]:
    path, layer = laid_out
    try:
        with warnings.catch_warnings(category=RuntimeWarning, action="ignore"):  # what they name is looked at below
            # Byte for byte: in which letters a value is written is found out value by value.
            meta, _fids, shapes, columns = raw.read(
                path, layer=layer, encoding="ISO-8859-1", max_features=MOST_FEATURES + 1, force_2d=True
            )
    except (RuntimeError, ValueError) as error:
        raise Refused("broken", BROKEN) from error
    if shapes is None or not len(shapes):
        raise Refused("empty", N_("There is no feature in this file."))
    if len(shapes) > MOST_FEATURES:
        raise Refused("too_many", N_("The file has more than %(most)s features."), most=MOST_FEATURES)
    if not meta["crs"]:
        raise Refused("no_crs", N_("The file does not say in which coordinates it is drawn: add its .prj or its CRS."))
    drawn = _in_degrees(shapely.from_wkb(shapes, on_invalid="ignore"), meta["crs"])
    names = [str(name).lower() for name in meta["fields"]]
    return [
        _feature(number, dict(zip(names, values, strict=True)), shape)
        for number, (shape, *values) in enumerate(zip(drawn, *columns, strict=True), start=1)
    ]


def _in_degrees(shapes: Any, crs: str) -> Any:
    try:
        turn: Any = Transformer.from_crs(crs, "OGC:CRS84", always_xy=True).transform
        return shapely.transform(shapes, turn, interleaved=False)
    except ProjError as error:
        raise Refused("crs", N_("The coordinates of this file are not known: %(crs)s."), crs=crs[:80]) from error


def _feature(number: int, values: dict[str, Any], shape: BaseGeometry | None) -> Feature:
    read, mixed = {}, False
    for name, value in values.items():
        read[name], other = _value(value)
        mixed = mixed or other
    return Feature(number, read, shape, mixed)


def _value(value: Any) -> tuple[Any, bool]:
    """A value in Python's own types, and whether its letters were not UTF-8."""
    if isinstance(value, str):
        octets = value.encode("latin-1")
        for encoding in ENCODINGS:
            try:
                return octets.decode(encoding).strip(), encoding != ENCODINGS[0]
            except UnicodeDecodeError:
                continue
        return octets.decode("utf-8", "replace"), True
    plain = value.item() if isinstance(value, np.generic) else value
    return (None, False) if plain is None or plain != plain else (plain, False)  # noqa: PLR0124, not a number
