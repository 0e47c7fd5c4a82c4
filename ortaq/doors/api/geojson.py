"""Features as GeoJSON text. Geometries come as text and are put in as they are: nothing is parsed to be told."""

import json
from datetime import date
from typing import Any

from ortaq.core.territory.layers import Row


def written(data: Any) -> str:
    """This will write JSON in few bytes; days and moments as ISO 8601."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_day)


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def feature(row: Row) -> str:
    """This will write one feature."""
    return (
        f'{{"type":"Feature","id":{written(row.id)},"geometry":{row.geometry},"properties":{written(row.properties)}}}'
    )


def features(rows: list[Row]) -> str:
    """This will write features, ready for a list."""
    return ",".join(map(feature, rows))
