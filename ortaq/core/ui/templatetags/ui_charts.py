"""Tags of charts: a sentence above, the drawing, the table below."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ortaq.core.ui import charts, numbers
from ortaq.core.ui.charts import Number, Point, Span
from ortaq.core.ui.templatetags.ui_formats import language

register = Library()
Text = str | Promise


def writer(unit: str, places: int = 0) -> charts.Write:
    """Return how figures of a unit are written: "" numbers, "%" shares, another unit stands behind the number."""
    if unit == "%":
        return partial(numbers.write_percent, language=language(), places=places)
    plain = partial(numbers.write_number, language=language(), places=places)
    return (lambda value: f"{plain(value)}{numbers.NARROW}{unit}") if unit else plain


def figure(
    drawing: SafeString, *, says: Text, note: Text, heads: Sequence[Text], rows: Sequence[Sequence[str]]
) -> dict[str, Any]:
    """Return the context of `ui/chart.html`."""
    return {"drawing": drawing, "says": says, "note": note, "heads": heads, "rows": rows}


def _told(points: Sequence[Point], write: charts.Write) -> list[list[str]]:
    return [[point.label, point.note or "—" if point.value is None else write(point.value)] for point in points]


@register.inclusion_tag("ui/chart.html")
def chart_bars(
    points: Sequence[Point],
    says: Text,
    *,
    label: Text,
    value_label: Text,
    unit: str = "",
    places: int = 0,
    note: Text = "",
    colour: int = 0,
) -> dict[str, Any]:
    """Render horizontal bars. says: the sentence above; label, value_label: heads of the table."""
    write = writer(unit, places)
    drawing = charts.bars(points, title=str(says), write=write, colour=colour)
    return figure(drawing, says=says, note=note, heads=[label, value_label], rows=_told(points, write))


@register.inclusion_tag("ui/chart.html")
def chart_columns(
    points: Sequence[Point],
    says: Text,
    *,
    label: Text,
    value_label: Text,
    unit: str = "",
    places: int = 0,
    note: Text = "",
    colour: int = 0,
) -> dict[str, Any]:
    """Render upright columns, such as months."""
    write = writer(unit, places)
    drawing = charts.columns(points, title=str(says), write=write, colour=colour)
    return figure(drawing, says=says, note=note, heads=[label, value_label], rows=_told(points, write))


@register.inclusion_tag("ui/chart.html")
def chart_line(
    points: Sequence[Point],
    says: Text,
    *,
    label: Text,
    value_label: Text,
    unit: str = "",
    places: int = 0,
    note: Text = "",
    colour: int = 0,
    zero: bool = True,
) -> dict[str, Any]:
    """Render a line over time."""
    write = writer(unit, places)
    drawing = charts.line(points, title=str(says), write=write, colour=colour, zero=zero)
    return figure(drawing, says=says, note=note, heads=[label, value_label], rows=_told(points, write))


@register.inclusion_tag("ui/chart.html")
def chart_strip(
    spans: Sequence[Span],
    says: Text,
    *,
    label: Text,
    unit: str = "",
    note: Text = "",
    limit: Number | None = None,
    limit_label: Text = "",
) -> dict[str, Any]:
    """Render median – p90 strips, with a term as an upright line."""
    write = writer(unit)
    drawing = charts.strip(spans, title=str(says), write=write, limit=limit, limit_label=str(limit_label))
    rows = [
        [span.label, *("—" if value is None else write(value) for value in (span.median, span.p90))] for span in spans
    ]
    return figure(drawing, says=says, note=note, heads=[label, _("median"), _("9 of 10 within")], rows=rows)


@register.inclusion_tag("ui/multiples.html")
def chart_multiples(
    groups: Sequence[tuple[Text, Sequence[Point]]],
    says: Text,
    *,
    label: Text,
    unit: str = "",
    places: int = 0,
    note: Text = "",
) -> dict[str, Any]:
    """Render one small line for each group, all on the words of one sentence; the table has a column for each."""
    write = writer(unit, places)
    panels = [
        {
            "name": name,
            "drawing": charts.spark([p.value for p in points], title=f"{name}: {says}"),
            "last": _last(points, write),
        }
        for name, points in groups
    ]
    longest = max((points for _name, points in groups), key=len, default=())
    rows = [
        [point.label, *(_cell(points, index, write) for _name, points in groups)] for index, point in enumerate(longest)
    ]
    return {
        "panels": panels,
        "says": says,
        "note": note,
        "heads": [label, *(name for name, _points in groups)],
        "rows": rows,
    }


def _last(points: Sequence[Point], write: charts.Write) -> str:
    value = points[-1].value if points else None
    return "—" if value is None else write(value)


def _cell(points: Sequence[Point], index: int, write: charts.Write) -> str:
    value = points[index].value if index < len(points) else None
    return "—" if value is None else write(value)


@register.simple_tag
def chart_spark(values: Sequence[Number | None], says: Text) -> SafeString:
    """Render a small line beside a figure."""
    return charts.spark(values, title=str(says))
