"""What the charts and the map of an indicator are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ortaq.civic.indicators.rules import classes, periods
from ortaq.civic.indicators.templatetags.indicators import decimal, figure, period_mark, period_name, split_name
from ortaq.core.ui.charts import Point
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator, Value
    from ortaq.civic.indicators.queries.indicators import Story
    from ortaq.core.territory.models import Territory

ONE_DAY = timedelta(days=1)
LONGEST = 60
"""Periods of a chart; a longer series begins later."""
FEW = 12
"""Up to so many periods stand as columns, more as a line."""


def over_time(indicator: "Indicator", series: "Sequence[Value]") -> list[Point]:
    """This will give a series as points of the usual periods; one that was not measured is a gap."""
    usual = {one.start: one for one in series if one.period == indicator.frequency}
    odd = [one for one in series if one.period != indicator.frequency]
    points: list[tuple[object, Point]] = [(one.start, _point(one)) for one in odd]
    if usual:
        period, last = periods.of(indicator.frequency, min(usual)), max(usual)
        while period.start <= last:
            one = usual.get(period.start)
            points.append((period.start, _point(one) if one else Point(period_mark(period), None)))
            period = periods.of(indicator.frequency, period.end + ONE_DAY)
    return [point for _start, point in sorted(points, key=lambda pair: str(pair[0]))][-LONGEST:]


def _point(one: "Value") -> Point:
    return Point(period_mark(periods.Period(one.start, one.end, one.period)), decimal(one.amount))


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the whole with its value in the latest period any part has."""

    territory: "Territory"
    value: "Value | None"
    kind: int
    """The class of the choropleth, from 0."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Parts of the whole beside one another."""

    period: str
    places: list[Place]
    lows: list[int]

    @property
    def bars(self) -> list[Point]:
        """The parts as bars, the largest first."""
        known = sorted(self.places, key=lambda one: -(one.value.amount if one.value else 0))
        return [Point(localized(one.territory.name), decimal(one.value.amount) if one.value else None) for one in known]


def by_place(story: "Story") -> Picture | None:
    """This will lay the parts beside one another for the latest period that any of them has; None without parts."""
    ends = [series[-1].start for _territory, series in story.places]
    if not ends:
        return None
    latest = max(ends)
    now = [(territory, next((v for v in series if v.start == latest), None)) for territory, series in story.places]
    lows = classes.bounds([value.amount for _territory, value in now if value])
    places = [Place(place, value, classes.class_of(value.amount, lows) if value else 0) for place, value in now]
    shown = next(value for _territory, value in now if value)
    return Picture(period_name(shown), places, lows)


def multiples(indicator: "Indicator", story: "Story") -> list[tuple[str, list[Point]]]:
    """This will give a small line for each part, all over the same periods."""
    every = [one for _territory, series in story.places for one in series if one.period == indicator.frequency]
    starts = sorted({one.start for one in every})[-LONGEST:]
    if len(starts) < 2:  # noqa: PLR2004, a line needs two ends
        return []
    marks = {start: period_mark(periods.of(indicator.frequency, start)) for start in starts}
    found = []
    for territory, series in story.places:
        held = {one.start: one for one in series if one.period == indicator.frequency}
        points = [Point(marks[at], decimal(held[at].amount) if at in held else None) for at in starts]
        found.append((localized(territory.name), points))
    return found


def by_group(story: "Story") -> tuple[str, list[Point]] | None:
    """This will lay the groups beside one another for the latest period any of them has; None without groups."""
    ends = [series[-1].start for _split, series in story.splits]
    if not ends:
        return None
    latest = max(ends)
    now = [(split, next((one for one in series if one.start == latest), None)) for split, series in story.splits]
    shown = next(one for _split, one in now if one)
    return period_name(shown), [Point(split_name(split), decimal(one.amount)) for split, one in now if one]


def legend(indicator: "Indicator", picture: Picture) -> list[dict[str, str]]:
    """This will give the classes of the map as it draws them, from the lowest."""
    found = []
    for index, low in enumerate(picture.lows):
        high = max(one.value.amount for one in picture.places if one.value and one.kind == index)
        name = figure(low, indicator) if low == high else f"{figure(low, indicator)} – {figure(high, indicator)}"
        found.append({"name": name, "colour": classes.COLOURS[index], "draw": classes.PATTERNS[index]})
    return found


def says(indicator: "Indicator", series: "Sequence[Value]") -> str:
    """This will say a series in one sentence: where it began and where it is."""
    if not series:
        return ""
    if len(series) == 1:
        return _("%(last)s in %(until)s") % {
            "last": figure(series[0].amount, indicator),
            "until": period_name(series[0]),
        }
    return _("From %(first)s in %(since)s to %(last)s in %(until)s") % {
        "first": figure(series[0].amount, indicator),
        "since": period_name(series[0]),
        "last": figure(series[-1].amount, indicator),
        "until": period_name(series[-1]),
    }
