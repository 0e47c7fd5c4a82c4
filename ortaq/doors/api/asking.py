"""Reading what an address asks for: bbox, datetime, limit, after and the filters of a layer. Nothing is guessed."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone

from ortaq.core.people.refusal import N_
from ortaq.core.territory.layers import LARGEST_KEY, Asked, Box, Field, Layer
from ortaq.doors.api.problems import Problem

LIMIT: Final = 100
MOST: Final = 1000
"""Features of one page; more are not given at once, and asking for more is no mistake."""
LONGEST: Final = 200
"""Signs of a filter's value or a key."""
NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
WHOLE: Final = re.compile(r"-?\d{1,19}", re.ASCII)
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d))?", re.ASCII)
EARLIEST, LATEST = datetime(1000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""Nothing lies beyond; a database and a clock can follow it up to here."""
SIDES, SIDES_WITH_HEIGHT = 4, 6

BAD_BOX = N_("bbox is four numbers in degrees, west,south,east,north, or six with heights: 76.7,43.1,77.1,43.4.")
BAD_TIME = N_("datetime is a day, a moment with its time zone, or two with a stroke between them: 2027-03-01/..")


def asked(query: QueryDict, layer: Layer, today: date, *, whole: bool = False) -> Asked:
    """This will read a query; raises Problem. `whole` is for files: they have no pages."""
    filters = layer.filters()
    given = once(query, {"bbox", "datetime", *filters, *(() if whole else ("limit", "after"))})
    since, until = span(given["datetime"]) if "datetime" in given else (None, None)
    return Asked(
        today=today,
        boxes=boxes(given["bbox"]) if "bbox" in given else (),
        since=since,
        until=until,
        filters={name: value(filters[name], text) for name, text in given.items() if name in filters},
        after=_short("after", given.get("after", "")),
        limit=limit(given["limit"]) if "limit" in given else LIMIT,
        counted=not whole,
    )


def once(query: QueryDict, known: set[str]) -> Mapping[str, str]:
    """This will give the parameters of a query, each known and given once."""
    for name, values in query.lists():
        if name not in known:
            names = ", ".join(sorted(known)) or "–"
            raise Problem(
                "unknown_parameter",
                N_("This address knows no parameter %(name)s. It knows: %(names)s."),
                name=name[:LONGEST],
                names=names,
            )
        if len(values) > 1:
            raise Problem("given_twice", N_("The parameter %(name)s is given more than once."), name=name)
    return query.dict()  # type: ignore[return-value]  # a query holds nothing but text


def boxes(text: str) -> tuple[Box, ...]:
    """This will read a bbox. One whose west is greater than its east crosses the antimeridian and becomes two."""
    parts = text.split(",")
    if len(parts) not in (SIDES, SIDES_WITH_HEIGHT) or not all(NUMBER.fullmatch(part.strip(" ")) for part in parts):
        raise Problem("bbox", BAD_BOX)
    numbers = [float(part) for part in parts]
    heights: list[float] = []
    if len(parts) == SIDES_WITH_HEIGHT:  # features have none: any height fits
        heights = [numbers.pop(2), numbers.pop(4)]
    west, south, east, north = numbers
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:  # noqa: PLR2004, degrees of the globe
        raise Problem("bbox_range", N_("In bbox longitudes go from -180 to 180 and latitudes from -90 to 90."))
    if south > north or heights != sorted(heights):
        raise Problem("bbox_order", N_("In bbox the lower side comes first: west,south,east,north."))
    if west > east:
        return (west, south, 180.0, north), (-180.0, south, east, north)
    return ((west, south, east, north),)


def span(text: str) -> tuple[datetime | None, datetime | None]:
    """This will read a datetime as its first and last moment; None for an open end."""
    begin, stroke, end = text.partition("/")
    if not stroke:
        return _moment(begin, last=False), _moment(begin, last=True)
    since = None if begin in ("", "..") else _moment(begin, last=False)
    until = None if end in ("", "..") else _moment(end, last=True)
    if since and until and since > until:
        raise Problem("datetime_order", N_("In datetime the earlier moment comes first."))
    return since, until


def _moment(text: str, *, last: bool) -> datetime:
    """A moment as it is; of a day by the city's clock the first or the last."""
    if not MOMENT.fullmatch(text):
        raise Problem("datetime", BAD_TIME)
    try:
        read = datetime.fromisoformat(text.upper())
        if read.tzinfo is None:
            read = timezone.make_aware(datetime.combine(read.date(), time.max if last else time.min))
        read = read.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Problem("datetime", BAD_TIME) from error
    return min(max(read, EARLIEST), LATEST)


def limit(text: str) -> int:
    """This will read how many features a page may have: from 1; more than `MOST` gives `MOST`."""
    digits = text.lstrip("0")
    if not digits or not (text.isascii() and text.isdigit()):
        raise Problem("limit", N_("limit is a whole number from 1; at most %(most)s features are given."), most=MOST)
    return MOST if len(digits) > len(str(MOST)) else min(int(digits), MOST)


def value(known: Field, text: str) -> Any:
    """This will read the value of a filter as its field holds it."""
    if known.values and text not in known.values:
        raise Problem(
            "filter_value",
            N_("%(name)s is one of: %(values)s."),
            name=known.name,
            values=", ".join(known.values),
        )
    match known.kind:
        case "integer":
            if not WHOLE.fullmatch(text) or abs(int(text)) > LARGEST_KEY:
                raise Problem("filter_value", N_("%(name)s is a whole number."), name=known.name)
            return int(text)
        case "boolean":
            if text not in ("true", "false"):
                raise Problem("filter_value", N_("%(name)s is true or false."), name=known.name)
            return text == "true"
        case _:
            return _short(known.name, text)


def _short(name: str, text: str) -> str:
    if len(text) > LONGEST:
        raise Problem(
            "too_long", N_("The parameter %(name)s is longer than %(most)s characters."), name=name, most=LONGEST
        )
    return text
