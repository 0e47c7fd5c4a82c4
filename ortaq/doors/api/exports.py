"""Open data as files: every table written whole, each night, a few thousand rows at a time.

CSV (gzip) opens in a spreadsheet and runs nothing; Parquet keeps the types; GeoJSON (gzip) is there for points.
All formats are written in one pass over the rows, so that they say the same.
"""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final, Protocol, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from ortaq.core.matters.datasets import LAT, LON, Dataset
from ortaq.core.ui.sheets import FORMULA

AT_ONCE: Final = 3_000
PACKING: Final = 2
"""Of gzip: the next level takes half as long again for a twentieth less."""
TYPES: Final[dict[str, pa.DataType]] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "date-time": pa.timestamp("s", tz="UTC"),
}
_FORMULA: Final = "^ *[" + "".join(f"\\x{ord(sign):02x}" for sign in FORMULA) + "]"
_ESCAPED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""Signs JSON writes otherwise, in the order they are replaced."""
_CONTROL: Final = "[\\x00-\\x1f]"
_SPECIAL: Final = f'{_CONTROL}|[\\\\"]'
_CONTROLS: Final = re.compile(_CONTROL)


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a table: where it lies, its rows, its octets as kept, SHA-256 of them, the days its rows speak of."""

    ending: str
    path: Path
    rows: int
    size: int
    sha256: str
    days: tuple[date, date] | None = None


class Sink(Protocol):
    """A file that takes rows, batch by batch, and is whole when it is left."""

    def __init__(self, path: Path, schema: pa.Schema) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def take(self, batch: pa.RecordBatch) -> None:
        """This will write a batch."""


def write(dataset: Dataset, folder: Path, told: Callable[[int], None] | None = None) -> list[Written]:
    """This will write a table into a folder in all its formats; `told` hears how many rows are done."""
    schema = pa.schema([(column.name, TYPES[column.kind]) for column in dataset.columns])
    paths = {ending: folder / f"{dataset.id}.{ending}" for ending in dataset.endings}
    when = next((field.name for field in schema if pa.types.is_temporal(field.type)), None)
    rows, seen = 0, set[date]()
    with ExitStack() as stack:
        sinks: list[Sink] = [stack.enter_context(_SINKS[ending](paths[ending], schema)) for ending in paths]
        # Each format is written by a thread of its own while the next rows are read: packing needs no Python.
        pool = stack.enter_context(ThreadPoolExecutor(len(sinks)))
        writing: list[Future[None]] = []
        for batch in _batches(dataset, schema):
            _end(writing)
            writing = [pool.submit(sink.take, batch) for sink in sinks]
            rows += batch.num_rows
            seen.update(_ends(batch.column(when)) if when else ())
            if told is not None:
                told(rows)
        _end(writing)
    days = (min(seen), max(seen)) if seen else None
    return [Written(ending, path, rows, path.stat().st_size, _digest(path), days) for ending, path in paths.items()]


def _end(writing: list[Future[None]]) -> None:
    """Wait for what is being written; raises what went wrong there."""
    for one in writing:
        one.result()


def _ends(column: pa.Array) -> list[date]:
    """The first and the last day of a column; none where it is empty."""
    return [day for day in pc.min_max(column.cast(pa.date32(), safe=False)).as_py().values() if day is not None]


def _batches(dataset: Dataset, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    rows = dataset.rows()
    while chunk := list(islice(rows, AT_ONCE)):
        columns = zip(*chunk, strict=True)
        yield pa.record_batch(
            [_array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema
        )


def _array(values: tuple[Any, ...], kind: pa.DataType) -> pa.Array:
    """The values of a column; days and moments may come as the text a database keeps, moments then in UTC."""
    if pa.types.is_temporal(kind) and isinstance(next((value for value in values if value is not None), None), str):
        told = pa.array(values, type=pa.string())
        if pa.types.is_date(kind):
            return told.cast(kind)
        return told.cast(pa.timestamp("us")).cast(pa.timestamp("s"), safe=False).cast(kind)
    return pa.array(values, type=kind)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Csv:
    """A spreadsheet's table: UTF-8 with a mark, moments in UTC, no cell a formula."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.file = gzip.GzipFile(path, "wb", compresslevel=PACKING)
        self.texts = [index for index, field in enumerate(schema) if pa.types.is_string(field.type)]
        self.file.write("\ufeff".encode())
        self.writer = pacsv.CSVWriter(self.file, schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()
        self.file.close()

    def take(self, batch: pa.RecordBatch) -> None:
        for index in self.texts:
            column = batch.column(index)
            if _any(pc.match_substring_regex(column.unique(), _FORMULA)):
                runs = pc.fill_null(pc.match_substring_regex(column, _FORMULA), fill_value=False)
                quoted = pc.if_else(runs, pc.binary_join_element_wise("'", column, ""), column)
                batch = batch.set_column(index, batch.schema.field(index), quoted)
        self.writer.write_batch(batch)


def _any(truths: pa.Array) -> bool:
    return bool(pc.any(truths).as_py())


class _Parquet:
    """Columns with their types, packed with Zstandard."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.writer = pq.ParquetWriter(path, schema, compression="zstd")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()

    def take(self, batch: pa.RecordBatch) -> None:
        self.writer.write_batch(batch)


class _GeoJson:
    """Points with everything else as properties; a row without a place has none."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.file = gzip.GzipFile(path, "wb", compresslevel=PACKING)
        self.names = [name for name in schema.names if name not in (LON, LAT)]
        self.begun = False
        self.file.write(b'{"type":"FeatureCollection","features":[')

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.write(b"\n]}\n")
        self.file.close()

    def take(self, batch: pa.RecordBatch) -> None:
        """Whole columns become text and are joined: rows are never looked at one by one."""
        lon, lat = batch.column(LON).cast(pa.string()), batch.column(LAT).cast(pa.string())
        point = pc.binary_join_element_wise('{"type":"Point","coordinates":[', lon, ",", lat, "]}", "")
        parts: list[Any] = [',\n{"type":"Feature","geometry":', pc.fill_null(point, "null")]
        for mark, name in zip(['{"', *[',"'] * len(self.names)], self.names, strict=False):
            before = ',"properties":' if mark == '{"' else ""
            parts += [f'{before}{mark}{name}":', _json(batch.column(name))]
        lines = pc.binary_join_element_wise(*parts, "}}", "")
        text = memoryview(lines.buffers()[2])[: pc.sum(pc.binary_length(lines)).as_py()]
        self.file.write(text if self.begun else text[1:])
        self.begun = True


def _json(column: pa.Array) -> pa.Array:
    """The values of a column as JSON writes them, as text: days and moments as ISO 8601."""
    kind = column.type
    if pa.types.is_timestamp(kind):  # without its zone, which costs a look into the tables of zones for each
        text = pc.replace_substring(column.cast(pa.timestamp("s")).cast(pa.string()), " ", "T")
        text = pc.binary_join_element_wise('"', text, 'Z"', "")
    elif pa.types.is_date(kind):
        text = pc.binary_join_element_wise('"', column.cast(pa.string()), '"', "")
    elif pa.types.is_string(kind):
        text = pc.binary_join_element_wise('"', _escaped(column), '"', "")
    else:
        text = column.cast(pa.string())
    return pc.fill_null(text, "null")


def _escaped(column: pa.Array) -> pa.Array:
    """Text as it stands between the quotes of JSON."""
    if not _any(pc.match_substring_regex(column, _SPECIAL)):
        return column
    for sign, written in _ESCAPED.items():
        column = pc.replace_substring(column, sign, written)
    if _any(pc.match_substring_regex(column, _CONTROL)):  # hardly ever: the signs that have no short form
        texts = column.to_pylist()
        column = pa.array([None if text is None else _CONTROLS.sub(_coded, text) for text in texts], pa.string())
    return column


def _coded(found: "re.Match[str]") -> str:
    return f"\\u{ord(found[0]):04x}"


_SINKS: Final[dict[str, type[Sink]]] = {"csv": _Csv, "parquet": _Parquet, "geojson": _GeoJson}
