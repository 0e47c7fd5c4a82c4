"""The published routing table, compiled once per version, and whose balance a place is on."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Max
from shapely import STRtree, points
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from ortaq.civic.reception.models import Assignment, HolderArea, RoutingRow, RoutingTable
from ortaq.engines import proof, routing

RULE = ("routing.first_match", 1)


@dataclass(frozen=True, slots=True)
class Compiled:
    """One table in memory: the engine's own, and body and reason by printed row number."""

    id: int
    version: str
    table: routing.Table
    bodies: dict[int, int]
    """row → body id."""
    why: dict[int, dict[str, str]]


class Area(NamedTuple):
    """One line: whose balance a topic's things are on in a territory, or in a drawn part of it."""

    topic: str
    territory: str
    shape: BaseGeometry | None
    holder_id: int
    holder: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """All balance holders' areas: by exact (topic code, territory code), shapes in one tree."""

    stamp: tuple[int, int]
    areas: "tuple[Area, ...]"
    tree: STRtree | None
    shaped: tuple[int, ...]
    known: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict, compare=False)
    """(topic, territory) asked before → areas that fit, the best first."""


_lock = Lock()
_compiled: dict[tuple[str, int], Compiled] = {}
_holdings: dict[str, Holdings] = {}


def in_force() -> Compiled | None:
    """This will give the table in force, compiled; one small query finds out which one it is."""
    table_id = RoutingTable.objects.filter(in_force=True).values_list("id", flat=True).first()
    return None if table_id is None else compiled(table_id)


def compiled(table_id: int) -> Compiled:
    """This will give a published table, read once per process: published tables never change."""
    key = (str(connection.settings_dict["NAME"]), table_id)
    found = _compiled.get(key)
    if found is not None:
        return found
    table = RoutingTable.objects.get(id=table_id)
    rows = list(table.rows.select_related("body").order_by("row"))
    made = Compiled(
        id=table.id,
        version=table.version,
        table=routing.Table(routing.Row(r.row, r.topic, r.territory, r.holder, r.body.code) for r in rows),
        bodies={r.row: r.body_id for r in rows},
        why={r.row: r.why for r in rows},
    )
    with _lock:
        _compiled[key] = made
    return made


def forget() -> None:
    """This will empty what the process remembers: for tests, whose databases come and go under one name."""
    with _lock:
        _compiled.clear()
        _holdings.clear()


def holder_at(
    held: Holdings, topic: str, territory: str | None, lon: float | None, lat: float | None
) -> tuple[int, str] | None:
    """This will name the balance holder (body id, code) of a topic's things at a place.

    A drawn area wins over a whole territory, then the deeper topic and territory, then the older line.
    """
    if territory is None or not held.areas:
        return None
    fitting = held.known.get((topic, territory))
    if fitting is None:
        fitting = held.known[topic, territory] = _fitting(held.areas, topic, territory)
    inside: set[int] | None = None
    for index in fitting:
        area = held.areas[index]
        if area.shape is not None and inside is None:
            inside = _around(held, lon, lat)
        if area.shape is None or (inside and index in inside):
            return area.holder_id, area.holder
    return None


def _fitting(areas: tuple[Area, ...], topic: str, territory: str) -> tuple[int, ...]:
    """The areas a topic's things in a territory may be in, by index, the best first."""
    found = (
        (area.shape is None, -len(area.topic) - len(area.territory), index)
        for index, area in enumerate(areas)
        if routing.covers(area.topic, topic) and routing.covers(area.territory, territory)
    )
    return tuple(index for _, _, index in sorted(found))


def _around(held: Holdings, lon: float | None, lat: float | None) -> set[int]:
    """The drawn areas around a point, by index."""
    if held.tree is None or lon is None or lat is None:
        return set()
    return {held.shaped[int(index)] for index in held.tree.query(points(lon, lat), predicate="intersects")}


def holdings() -> Holdings:
    """This will give all balance holders' areas, read again only when one was added or taken away."""
    seen = HolderArea.objects.aggregate(last=Max("id"), n=Count("id"))
    stamp, name = (seen["last"] or 0, seen["n"]), str(connection.settings_dict["NAME"])
    found = _holdings.get(name)
    if found is not None and found.stamp == stamp:
        return found
    rows = HolderArea.objects.select_related("topic", "territory", "holder").order_by("id")
    areas = tuple(
        Area(
            row.topic.code, row.territory.code, shape(row.shape) if row.shape else None, row.holder_id, row.holder.code
        )
        for row in rows
    )
    shaped = tuple(index for index, area in enumerate(areas) if area.shape is not None)
    tree = STRtree([area.shape for area in areas if area.shape is not None]) if shaped else None
    made = Holdings(stamp, areas, tree, shaped)
    with _lock:
        _holdings[name] = made
    return made


def why_here(assignment: Assignment) -> dict[str, Any]:
    """This will say why this body: the table's version, row and localized sentence, or the officer's words.

    {"table": str, "row": int, "why": Localized, "reason": str}; table is "" where a person decided.
    """
    if assignment.table_id is None or assignment.row is None:
        return {"table": "", "row": None, "why": {}, "reason": assignment.reason}
    known = compiled(assignment.table_id)
    return {
        "table": known.version,
        "row": assignment.row,
        "why": known.why.get(assignment.row, {}),
        "reason": assignment.reason,
    }


def routing_record(assignment: Assignment) -> proof.Record | None:
    """This will give the record by which anyone recomputes the routing (`ortaq verify`); None where a person decided.

    Reads the appeal's topic, territory and holder as they were when the row was found: they are kept in the journal.
    """
    if assignment.table_id is None:
        return None
    known = compiled(assignment.table_id)
    entry = (
        assignment.appeal.matter.entries.filter(act="appeal.assigned", data__assignment=assignment.id)
        .order_by("seq")
        .first()
    )
    facts = entry.data if entry is not None else {}
    case = {
        "rows": [row._asdict() for row in known.table.rows],
        "topic": facts.get("topic") or assignment.appeal.topic.code,
        "territory": facts.get("territory"),
        "holder": facts.get("holder"),
    }
    return proof.make_record(
        rule=RULE[0], version=RULE[1], case=case, seed="", made_at=assignment.assigned_at.isoformat()
    )


def table_rows(table: RoutingTable) -> list[RoutingRow]:
    """This will give a table's rows in order, with their bodies."""
    return list(table.rows.select_related("body").order_by("row"))


def published() -> list[RoutingTable]:
    """This will give all published tables, the newest first."""
    return list(RoutingTable.objects.order_by("-published_at", "-id"))


def table_digest(rows: list[dict[str, Any]]) -> str:
    """This will give the digest of a table's rows ({"row", "topic", "territory", "holder", "body"})."""
    return proof.digest([{name: row[name] for name in routing.ROW_FIELDS} for row in rows])
