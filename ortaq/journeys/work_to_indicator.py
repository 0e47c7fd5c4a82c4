"""What was built becomes figures of the city: metres and pieces per resident, residents near a playground."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import h3
import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon, shape

from ortaq.civic.indicators.rules.figures import Asked, Figure
from ortaq.civic.works.models import Quantity
from ortaq.civic.works.queries import totals
from ortaq.core.matters.models import Matter
from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers
from ortaq.core.territory import queries as territory

Inputs = Mapping[str, Mapping[str, Any]]
Places = NDArray[np.float64]
"""Rows of (lon, lat) in degrees."""
NEAR: Final = 300.0
"""Metres."""
CELL: Final = 10
"""H3 resolution of cells of about 1.5 ha: a block or less."""
EARTH: Final = 6_371_008.8
"""Mean radius in metres (IUGG)."""
MOST: Final = 500


def per_resident(kind: str, scale: int) -> Callable[[Asked], Inputs]:
    """This will give the figure of what was built of a kind so far, beside the residents; `scale` makes its unit."""

    def count(asked: Asked) -> Inputs:
        whole = asked.territories[0]
        built = {code: amount for code, amount in totals.by_district(kind=kind).items() if _lies_in(code, whole)}
        found = {}
        for code, place in territory.by_code(asked.territories).items():
            if place.population and built:
                amount = sum(built.values()) if code == whole else built.get(code, 0)
                found[code] = {"amount": amount, "scale": scale, "population": place.population}
        return found

    return count


def _lies_in(code: str, whole: str) -> bool:
    """Works of the whole city have no district and count for the whole alone."""
    return not code or code == whole or code.startswith(f"{whole}.")


def near_playgrounds(asked: Asked) -> Inputs:
    """This will give [residents, cells, cells near a playground] of each district, and of all of them for the whole."""
    grounds = _playgrounds()
    wanted = layers.Asked(asked.end, limit=MOST, counted=False, filters={"parent": asked.territories[0]})
    parts = {}
    for row in territory.drawn_territories(wanted).rows:
        people = row.properties["population"]
        cells = _cells(shape(json.loads(row.geometry)))
        if row.id in asked.territories and people and len(cells):
            parts[row.id] = [people, len(cells), _near(cells, grounds)]
    if not parts or not len(grounds):
        return {}
    each = {code: {"parts": [part], "playgrounds": len(grounds)} for code, part in parts.items()}
    every = [parts[code] for code in sorted(parts)]
    return {asked.territories[0]: {"parts": every, "playgrounds": len(grounds)}} | each


def _playgrounds() -> Places:
    """Places of the works that built one. One statement."""
    rows = Quantity.objects.filter(
        kind="playground", built=True, amount__gt=0, work__matter__lon__isnull=False,
        work__matter__visibility=Matter.Visibility.PUBLIC,
    )  # fmt: skip
    found = rows.order_by("work").values_list("work__matter__lon", "work__matter__lat")
    return np.array(list(found), dtype=np.float64).reshape(-1, 2)


def _cells(outline: Any) -> Places:
    """The middles of the cells whose middle lies in an outline."""
    pieces = outline.geoms if isinstance(outline, MultiPolygon) else [outline]
    cells = {cell for piece in pieces if isinstance(piece, Polygon) for cell in h3.geo_to_cells(piece, CELL)}
    middles = [h3.cell_to_latlng(cell) for cell in sorted(cells)]
    return np.array([(lon, lat) for lat, lon in middles], dtype=np.float64).reshape(-1, 2)


def _near(cells: Places, grounds: Places) -> int:
    """How many cells have a playground within 300 m as the crow flies (haversine)."""
    near = np.zeros(len(cells), dtype=bool)
    lon, lat = np.radians(cells[:, 0]), np.radians(cells[:, 1])
    for there, up in np.radians(grounds):
        half = np.sin((lat - up) / 2) ** 2 + np.cos(lat) * np.cos(up) * np.sin((lon - there) / 2) ** 2
        near |= 2 * EARTH * np.arcsin(np.sqrt(half)) <= NEAR
    return int(near.sum())


_BUILT: Final = N_(
    "amount: what the register of public works says was built so far, in the smallest unit. residents: of the register "
    "of territories. Works before the register are not in it."
)
FIGURES: Final = (
    Figure(
        id="pedestrian-metres",
        title=N_("Pedestrian streets built"),
        method=_BUILT,
        rules=("per_1000",),
        count=per_resident("pedestrian_street", 1000),
        standing=True,
    ),
    Figure(
        id="cycle-metres",
        title=N_("Cycle paths built"),
        method=_BUILT,
        rules=("per_1000",),
        count=per_resident("cycle_path", 1000),
        standing=True,
    ),
    Figure(
        id="playgrounds-built",
        title=N_("Playgrounds built"),
        method=_BUILT,
        rules=("per_1000",),
        count=per_resident("playground", 1),
        standing=True,
    ),
    Figure(
        id="playground-near",
        title=N_("Residents within 300 m of a playground"),
        method=N_(
            "An estimate. Each part is [residents, cells, cells near a playground]: the land of a district is cut into "
            "hexagons of about 1.5 ha (H3, resolution 10), one is near if its middle lies within 300 m of a playground "
            "of the register as the crow flies, and the residents of a district are taken to live evenly over it."
        ),
        rules=("near",),
        count=near_playgrounds,
        standing=True,
    ),
)
