"""The picture of the bands: each application's expected place with what the scores leave open, around the line."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.civic.contests.queries.standings import Standing
from ortaq.core.ui.charts import INK, LINE, SOFT, WIDTH
from ortaq.core.ui.numbers import write_number
from ortaq.core.ui.templatetags.ui_formats import language

HEIGHT, HEAD, LEFT, FOOT = 300, 26, 30, 24
TONES = {"fund": "#00687a", "talk": "#c45a00", "not": "#5b4b9a"}
HUNDRED = 100
MOST_STEM = 7


def chart(ranked: Sequence[Standing], line: int | None) -> dict[str, Any]:
    """This will give the context of `ui/chart.html`: the sentence, the drawing, the table twin by number."""
    words = {"fund": _("surely above"), "talk": _("near the line"), "not": _("surely below")}
    near = sum(one.band == "talk" for one in ranked)
    says = ngettext(
        "%(n)d application stands so near the line that the scores cannot tell it from its neighbours.",
        "%(n)d applications stand so near the line that the scores cannot tell them apart.",
        near,
    ) % {"n": near}
    rows = [
        [
            f"№ {one.number}",
            _rank(one.expected),
            f"{one.low}–{one.high}" if one.low != one.high else str(one.low),
            words[one.band],
            _("yes") if one.funded else _("no"),
        ]
        for one in ranked
    ]
    return {
        "drawing": drawing(ranked, line, says, words),
        "says": says,
        "note": _(
            "One upright mark for each application: the dot is its expected place, the stem half of the chances."
        ),
        "heads": [_("Application"), _("Expected place"), _("As likely as not"), _("By the scores"), _("Funded")],
        "rows": rows,
    }


def drawing(ranked: Sequence[Standing], line: int | None, says: str, words: dict[str, str]) -> SafeString:
    """This will draw applications from left to right, places from top to bottom; the line is where the money ends."""
    most = max(*(one.high for one in ranked), len(ranked), 2)
    pitch = (WIDTH - LEFT - 4) / len(ranked)
    scale = (HEIGHT - HEAD - FOOT) / (most - 1)

    def down(place: float) -> float:
        return HEAD + (place - 1) * scale

    parts = [*_axis(most, down)]
    if line is not None:
        parts.append(_line(down(line / HUNDRED)))
    for index, one in enumerate(ranked):
        parts.append(_mark(one, LEFT + (index + 0.5) * pitch, min(pitch * 0.6, MOST_STEM), down, words[one.band]))
    parts += _names(ranked, pitch, words)
    parts.append(_text(LEFT, HEIGHT - 4, _("applications, the best first"), SOFT))
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>{}</svg>',
        WIDTH, HEIGHT, says, says, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _axis(most: int, down: Any) -> list[SafeString]:
    marks = {1, most, (most + 1) // 2}
    drawn = [_text(LEFT - 6, down(place) + 4, place, SOFT, "end") for place in sorted(marks)]
    rules = [
        format_html(
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}"/>', LEFT, WIDTH, _at(down(p)), _at(down(p)), LINE
        )
        for p in sorted(marks)
    ]
    return [*rules, *drawn, _text(0, 11, _("place"), SOFT)]


def _line(y: float) -> SafeString:
    return format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="1.5" stroke-dasharray="5 4"/>{}',
        LEFT, WIDTH, _at(y), _at(y), INK, _text(WIDTH, y - 5, _("the money ends here"), INK, "end"),
    )  # fmt: skip


def _mark(one: Standing, x: float, wide: float, down: Any, word: str) -> SafeString:
    y, colour = down(one.expected / HUNDRED), TONES[one.band]
    radius = max(min(wide * 0.9, 4.5), 1.4)
    return format_html(
        '<g><title>№ {}: {}, {}</title>'
        '<line x1="{x}" x2="{x}" y1="{}" y2="{}" stroke="{colour}" stroke-width="{}" stroke-opacity=".38" '
        'stroke-linecap="round"/><circle cx="{x}" cy="{}" r="{}" fill="{colour}"/></g>',
        one.number, _rank(one.expected), word, _at(down(one.low)), _at(down(one.high)), _at(max(wide, 1.6)),
        _at(y), _at(radius), x=_at(x), colour=colour,
    )  # fmt: skip


def _names(ranked: Sequence[Standing], pitch: float, words: dict[str, str]) -> list[SafeString]:
    """The bands named where they stand: one under another at the left bottom, where no mark is."""
    counts = {band: sum(one.band == band for one in ranked) for band in TONES}
    drawn, y = [], HEIGHT - FOOT - 12
    for band in reversed([band for band in TONES if counts[band]]):
        drawn.append(format_html('<circle cx="{}" cy="{}" r="5" fill="{}"/>', LEFT + 10, y - 4, TONES[band]))
        drawn.append(_text(LEFT + 21, y, f"{words[band]}: {counts[band]}", INK))
        y -= 20
    return drawn


def _rank(hundredths: int) -> str:
    return write_number(hundredths / HUNDRED, language=language(), places=1)


def _at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(x: float, y: float, words: object, fill: str, anchor: str = "start") -> SafeString:
    return format_html(
        '<text x="{}" y="{}" fill="{}" font-size="12" text-anchor="{}">{}</text>', _at(x), _at(y), fill, anchor, words
    )
