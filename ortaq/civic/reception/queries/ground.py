"""What every intake stands on — topics, table, holders, places, bodies, the law — in memory, and one statement that
tells whether any of it has changed. Intake reads it hundreds of times a second; the tables change a few times a year.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from threading import Lock
from typing import Protocol

from django.db import connection

from ortaq.civic.reception.models import HolderArea, RoutingTable, Topic
from ortaq.civic.reception.queries import routing, topics
from ortaq.civic.reception.queries.terms import Law, laws
from ortaq.core.deadlines.models import Calendar, RuleSet
from ortaq.core.territory import queries as places
from ortaq.core.territory.models import Body, BoundaryVersion, Territory

Stamp = tuple[object, ...]
Place = tuple[float, float, date]
"""Longitude, latitude and the day whose boundaries count."""


class Locator(Protocol):
    """The outlines of one day: which territory is the deepest around a point, or around each of many."""

    def code_at(self, lon: float, lat: float) -> str | None: ...

    def codes_at(self, points: Sequence[tuple[float, float]]) -> list[str | None]: ...


@dataclass(slots=True)
class Ground:
    """One state of the ground; whoever holds it sees everything of the same moment."""

    stamp: Stamp
    forest: topics.Forest
    table: routing.Compiled | None
    holdings: routing.Holdings
    bodies: dict[int, Body]
    places: dict[str, Territory]
    law_of: Callable[[date], Law | None]
    locator_of: Callable[[date], Locator]
    operator: Body | None = field(init=False)
    """The body that runs the desk."""
    _locators: dict[date, Locator] = field(default_factory=dict)
    _laws: dict[date, Law | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """This will find the desk's operator once: every intake asks for it twice."""
        self.operator = next((body for body in self.bodies.values() if body.operator), None)

    def code_at(self, lon: float, lat: float, on: date) -> str | None:
        """This will give the code of the deepest territory around a point on a day."""
        return self._locator(on).code_at(lon, lat)

    def codes_at(self, spots: Iterable[Place]) -> dict[Place, str | None]:
        """This will give for many points (lon, lat, day) what `code_at` gives for each."""
        together: defaultdict[int, list[Place]] = defaultdict(list)
        locators: dict[int, Locator] = {}
        for spot in spots:
            locator = self._locator(spot[2])
            locators[id(locator)] = locator
            together[id(locator)].append(spot)
        return {
            spot: code
            for key, members in together.items()
            for spot, code in zip(members, locators[key].codes_at([spot[:2] for spot in members]), strict=True)
        }

    def _locator(self, on: date) -> Locator:
        if on not in self._locators:
            self._locators[on] = self.locator_of(on)
        return self._locators[on]

    def law(self, on: date) -> Law | None:
        """This will give the law of a day, None for days no rule set or calendar covers."""
        if on not in self._laws:
            self._laws[on] = self.law_of(on)
        return self._laws[on]


_lock = Lock()
_known: dict[str, Ground] = {}


def ground() -> Ground:
    """This will give the ground as it is now: one statement, and a full reading when something was published."""
    name = str(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(_question())
        stamp: Stamp = tuple(cursor.fetchone())
    found = _known.get(name)
    if found is None or found.stamp != stamp:
        found = _read(stamp)
        with _lock:
            _known[name] = found
    return found


def forget() -> None:
    """This will empty what the process remembers: for tests, whose databases come and go under one name."""
    with _lock:
        _known.clear()
    routing.forget()
    topics.forget()


@cache
def _question() -> str:
    """Newest id and number of rows of each table the ground is read from; what is switched off counts as gone."""
    parts = []
    for model, alive in (
        (Topic, "active"),
        (RoutingTable, "in_force"),
        (HolderArea, ""),
        (Body, "active"),
        (Territory, ""),
        (BoundaryVersion, "valid_to IS NULL"),
        (Calendar, "in_force"),
        (RuleSet, "valid_to IS NULL"),
    ):
        table = connection.ops.quote_name(model._meta.db_table)
        where = f" WHERE {alive}" if alive else ""
        parts.append(f"(SELECT MAX(id) FROM {table}{where})")  # noqa: S608, names come from the models
        parts.append(f"(SELECT COUNT(*) FROM {table}{where})")  # noqa: S608, as above
    return f"SELECT {', '.join(parts)}"


def _read(stamp: Stamp) -> Ground:
    return Ground(
        stamp=stamp,
        forest=topics.forest(),
        table=routing.in_force(),
        holdings=routing.holdings(),
        bodies=places.bodies(),
        places={place.code: place for place in Territory.objects.all()},
        law_of=laws(),
        locator_of=places.locators(),
    )
