"""How the land of a plan passed from class to class between two versions: counted once, kept while it is asked for."""

from collections import OrderedDict
from threading import Lock
from typing import Any

from shapely.geometry import shape

from ortaq.civic.plans.models import PlanVersion, Zone, ZoneClass
from ortaq.civic.plans.rules import areas

MOST_KEPT = 4
_kept: OrderedDict[tuple[str, str], areas.Transition] = OrderedDict()
_lock = Lock()


def pieces(version: PlanVersion | None) -> list[areas.Piece]:
    """This will give the zones of a version as they are compared. One statement."""
    if version is None:
        return []
    rows = Zone.objects.filter(version=version).values_list("key", "zone_class__code", "shape_digest", "shape")
    return [areas.Piece(key, code, digest, shape(drawn)) for key, code, digest, drawn in rows.order_by("key")]


def transition(before: PlanVersion, after: PlanVersion) -> areas.Transition:
    """This will lay two versions over each other. Two statements; none for frozen ones that were asked for lately."""
    key = (before.digest, after.digest)
    frozen = before.published_at is not None and after.published_at is not None
    with _lock:
        if frozen and key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = areas.between(pieces(before), pieces(after))
    if frozen:
        with _lock:
            _kept[key] = found
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return found


def counted(version: PlanVersion) -> dict[str, Any]:
    """This will count the matrix for the record; {} for a first version and where no zones are drawn."""
    if version.before is None:
        return {}
    found = transition(version.before, version)
    return areas.written(found) if found.cells else {}


def class_names(codes: set[str], version: PlanVersion) -> dict[str, ZoneClass]:
    """This will give the classes of these codes: of the version's table where it has them. One statement."""
    used = set(Zone.objects.filter(version=version).values_list("zone_class_id", flat=True).order_by().distinct())
    found = ZoneClass.objects.filter(code__in=codes).order_by("valid_from", "table_version")
    named: dict[str, ZoneClass] = {}
    for one in found:
        if one.code not in named or named[one.code].pk not in used:
            named[one.code] = one
    return named
