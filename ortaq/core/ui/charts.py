"""Charts drawn as SVG on the server: pure functions from numbers to a picture with its own words and no style attributes.

Every function takes written labels (in the language of the page), escapes them, draws a figure that cannot be drawn (None) as a gap,
and returns "" when there is nothing at all to draw, so that the page shows its empty state. Widths are units of the viewBox.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SERIES = ("#00687a", "#c45a00", "#5b4b9a", "#6f7f1d", "#a3426b", "#3f7fb5")
INK, SOFT, LINE = "#16202a", "#47535e", "#d5dce2"
WIDTH = 640
TEXT = 15

Number = int | float | Decimal
Write = Callable[[Number], str]


@dataclass(frozen=True)
class Point:
    """One figure: its label and its value, None where there is none (fewer than five cases, nothing measured)."""

    label: str
    value: Number | None
    note: str = ""


@dataclass(frozen=True)
class Span:
    """One row of a strip: the middle case and the ninth of ten."""

    label: str
    median: Number | None
    p90: Number | None


def plain(value: Number) -> str:
    """Return a number as Python writes it; pages pass a function that writes it in their language."""
    return str(value)


def numbers_of(points: Sequence[Point]) -> list[float]:
    """Return the figures there are."""
    return [float(point.value) for point in points if point.value is not None]


def round_top(value: float) -> float:
    """Return the next round number (1, 2, 5 × 10ⁿ) at or above a positive value; 1 for nothing."""
    if value <= 0:
        return 1.0
    step = 10.0 ** floor(log10(value))
    return next(factor * step for factor in (1, 2, 5, 10) if value <= factor * step * 1.000001)


def at(value: float) -> str:
    """Return a coordinate with at most one place."""
    return f"{value:.1f}".removesuffix(".0")


def frame(width: float, height: float, title: str, desc: str, body: SafeString, extra: str = "") -> SafeString:
    """Return the SVG around a drawing, with its title and description as one spoken sentence."""
    spoken = f"{title}. {desc}" if desc else title
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}"{}><title>{}</title><desc>{}</desc>{}</svg>',
        at(width), at(height), spoken, format_html(' class="{}"', extra) if extra else "", title, desc, body,
    )  # fmt: skip


def text(x: float, y: float, words: object, *, anchor: str = "start", fill: str = INK, size: float = TEXT, weight: int = 400) -> SafeString:
    """Return one line of words in a drawing."""
    return format_html(
        '<text x="{}" y="{}" fill="{}" font-size="{}" font-weight="{}" text-anchor="{}">{}</text>',
        at(x), at(y), fill, at(size), weight, anchor, words,
    )  # fmt: skip


def shorten(words: str, most: int) -> str:
    """Return words that fit, the rest cut with an ellipsis; the table beside the chart holds them whole."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def join(parts: Sequence[SafeString]) -> SafeString:
    """Return drawings one after another."""
    return format_html_join("", "{}", ((part,) for part in parts))


def bars(points: Sequence[Point], *, title: str, desc: str = "", write: Write = plain, colour: int = 0, width: float = WIDTH) -> SafeString:
    """Return horizontal bars from the largest idea to the eye: label above its bar, figure at its end; negative figures go left of a common zero."""
    found = numbers_of(points)
    if not found:
        return SafeString("")
    low, high = min(0.0, *found), max(0.0, *found)
    reach = (high - low) or 1.0
    room = width - 88
    zero = 8 + room * (-low / reach) if low < 0 else 0.0
    scale = (room - (8 if low < 0 else 0)) / reach
    drawn = [_bar(point, index * 50.0, zero=zero, scale=scale, fill=SERIES[colour % len(SERIES)], write=write) for index, point in enumerate(points)]
    axis = format_html('<line x1="{}" x2="{}" y1="0" y2="{}" stroke="{}"/>', at(zero), at(zero), at(len(points) * 50 - 8), SOFT) if low < 0 else SafeString("")
    return frame(width, len(points) * 50, title, desc, join([*drawn, axis]))


def _bar(point: Point, top: float, *, zero: float, scale: float, fill: str, write: Write) -> SafeString:
    label = text(0, top + 15, shorten(point.label, 62), fill=SOFT)
    if point.value is None:
        return join([label, text(zero, top + 36, point.note or "—", fill=SOFT)])
    value = float(point.value)
    length = abs(value) * scale
    left = zero - length if value < 0 else zero
    box = format_html('<rect x="{}" y="{}" width="{}" height="18" rx="3" fill="{}"/>', at(left), at(top + 22), at(max(length, 1.5)), fill)
    return join([label, box, text(max(left + length, zero) + 8, top + 36.5, write(point.value), weight=620)])


def columns(points: Sequence[Point], *, title: str, desc: str = "", write: Write = plain, colour: int = 0, every: int = 0, height: float = 220) -> SafeString:  # noqa: PLR0913 - options of one drawing
    """Return upright columns, such as months: figures over the highest and the last, labels under every `every`-th (0: as many as fit)."""
    found = numbers_of(points)
    if not found:
        return SafeString("")
    top = max(0.0, *found) or 1.0
    bottom = min(0.0, *found)
    pitch = WIDTH / len(points)
    base = height - 26
    scale = (base - 24) / (top - bottom)
    zero = base + bottom * scale
    every = every or max(1, ceil(54 / pitch))
    told = {max(range(len(points)), key=lambda i: float(points[i].value or 0) if points[i].value is not None else float("-inf")), len(points) - 1}
    parts = [format_html('<line x1="0" x2="{}" y1="{}" y2="{}" stroke="{}"/>', WIDTH, at(zero), at(zero), SOFT)]
    for index, point in enumerate(points):
        left = index * pitch
        if point.value is not None:
            tall = float(point.value) * scale
            y = zero - max(tall, 0.0)
            parts.append(format_html('<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}"><title>{}: {}</title></rect>', at(left + pitch * 0.12), at(y), at(pitch * 0.76), at(max(abs(tall), 1.0)), SERIES[colour % len(SERIES)], point.label, write(point.value)))
            if index in told:
                parts.append(text(_inside(left + pitch / 2, 24), y - 7, write(point.value), anchor="middle", weight=620))
        if (len(points) - 1 - index) % every == 0:
            parts.append(text(_inside(left + pitch / 2, 20), height - 6, point.label, anchor="middle", fill=SOFT, size=13.5))
    return frame(WIDTH, height, title, desc, join(parts))


def _inside(x: float, margin: float) -> float:
    return min(max(x, margin), WIDTH - margin)


def line(points: Sequence[Point], *, title: str, desc: str = "", write: Write = plain, colour: int = 0, height: float = 220, zero: bool = True) -> SafeString:  # noqa: PLR0913 - options of one drawing
    """Return a line over time with its first and last figure told at its ends; a missing figure breaks it. zero: the scale begins at zero."""
    found = numbers_of(points)
    if not found:
        return SafeString("")
    low, high = _range(found, zero=zero)
    left, right, base = 6.0, WIDTH - 78.0, height - 28
    across = (right - left) / max(1, len(points) - 1)
    spots = [None if point.value is None else (left + index * across, base - (float(point.value) - low) / (high - low) * (base - 26)) for index, point in enumerate(points)]
    parts = [format_html('<line x1="0" x2="{}" y1="{}" y2="{}" stroke="{}"/>', WIDTH, at(base), at(base), LINE)]
    parts += _strokes(spots, SERIES[colour % len(SERIES)])
    known = [index for index, spot in enumerate(spots) if spot]
    for index in {known[0], known[-1]}:
        x, y = spots[index] or (0.0, 0.0)
        last = index == known[-1]
        value = points[index].value
        parts.append(format_html('<circle cx="{}" cy="{}" r="5" fill="{}"/>', at(x), at(y), SERIES[colour % len(SERIES)]))
        parts.append(text(x + 11 if last else x, y + 5 if last else y - 11, write(value if value is not None else 0), weight=640))
    parts.append(text(0, height - 7, points[0].label, fill=SOFT, size=13.5))
    if len(points) > 1:
        parts.append(text(right, height - 7, points[-1].label, anchor="end", fill=SOFT, size=13.5))
    return frame(WIDTH, height, title, desc, join(parts))


def spark(values: Sequence[Number | None], *, title: str, desc: str = "", colour: int = 0) -> SafeString:
    """Return a small line without words for beside a figure; its title says what it shows."""
    found = [float(value) for value in values if value is not None]
    if not found:
        return SafeString("")
    low, high = _range(found, zero=False)
    across = 232 / max(1, len(values) - 1)
    spots = [None if value is None else (4 + index * across, 50 - (float(value) - low) / (high - low) * 44) for index, value in enumerate(values)]
    x, y = next(spot for spot in reversed(spots) if spot)
    end = format_html('<circle cx="{}" cy="{}" r="4" fill="{}"/>', at(x), at(y), SERIES[colour % len(SERIES)])
    return frame(240, 56, title, desc, join([*_strokes(spots, SERIES[colour % len(SERIES)]), end]), "spark-line")


def _range(found: Sequence[float], *, zero: bool) -> tuple[float, float]:
    low, high = min(found), max(found)
    if zero:
        low, high = min(0.0, low), max(0.0, high)
    if low == high:
        return low - 1, high + 1
    return low, high


def _strokes(spots: Sequence[tuple[float, float] | None], colour: str) -> list[SafeString]:
    """Return one polyline for each unbroken run of points; a lonely point becomes a dot."""
    runs: list[list[tuple[float, float]]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    drawn = []
    for run in filter(None, runs):
        if len(run) == 1:
            drawn.append(format_html('<circle cx="{}" cy="{}" r="3" fill="{}"/>', at(run[0][0]), at(run[0][1]), colour))
        else:
            path = " ".join(f"{at(x)},{at(y)}" for x, y in run)
            drawn.append(format_html('<polyline points="{}" fill="none" stroke="{}" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"/>', path, colour))
    return drawn


def strip(spans: Sequence[Span], *, title: str, desc: str = "", write: Write = plain, limit: Number | None = None, limit_label: str = "") -> SafeString:  # noqa: PLR0913 - options of one drawing
    """Return rows from the median (dot) to the 90th percentile (bar end), with the legal term as an upright line."""
    found = [float(value) for span in spans for value in (span.median, span.p90) if value is not None]
    if not found:
        return SafeString("")
    top = round_top(max(*found, float(limit or 0), 0.0))
    room = WIDTH - 70
    head = 26 if limit is not None else 0
    parts: list[SafeString] = []
    if limit is not None:
        x = float(limit) / top * room
        parts += [_tick(x, head + index * 50.0 + 20) for index in range(len(spans))]
        parts.append(text(x, 14, limit_label, anchor="middle" if 90 < x < WIDTH - 90 else ("start" if x <= 90 else "end"), size=13.5))  # noqa: PLR2004 - half a label
    for index, span in enumerate(spans):
        parts.append(_span(span, head + index * 50.0, scale=room / top, write=write))
    return frame(WIDTH, head + len(spans) * 50, title, desc, join(parts))


def _tick(x: float, top: float) -> SafeString:
    return format_html('<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="2"/>', at(x), at(x), at(top), at(top + 22), INK)


def _span(span: Span, top: float, *, scale: float, write: Write) -> SafeString:
    label = text(0, top + 15, shorten(span.label, 62), fill=SOFT)
    if span.median is None or span.p90 is None:
        return join([label, text(0, top + 36, "—", fill=SOFT)])
    middle, end = max(float(span.median), 0.0) * scale, max(float(span.p90), 0.0) * scale
    y = top + 31
    rail = format_html('<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#8fbcc4" stroke-width="8" stroke-linecap="round"/>', at(middle), at(max(end, middle)), at(y), at(y))
    dot = format_html('<circle cx="{}" cy="{}" r="8" fill="{}"/>', at(max(middle, 8)), at(y), SERIES[0])
    return join([label, rail, dot, text(max(end, middle) + 14, y + 5, f"{write(span.median)} – {write(span.p90)}", weight=620)])
