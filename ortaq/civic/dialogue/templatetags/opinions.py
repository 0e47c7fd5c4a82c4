"""The map of opinions and its table, and answers in words. `{% load opinions %}`."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import degrees
from typing import TYPE_CHECKING, Any

from django.template import Library
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from ortaq.civic.dialogue.rules.statements import MACHINE
from ortaq.core.ui.charts import INK, SERIES, SOFT
from ortaq.core.ui.numbers import write_number, write_percent
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Statement
    from ortaq.civic.dialogue.queries.groups import Mine, Result

register = Library()
WIDTH, LOWEST, HIGHEST, EDGE = 400, 110, 300, 22
SMALLEST = 200
"""Thousandths of the map that fill the picture at least."""
NEAREST, FARTHEST = 8, 120
"""Units the ring reaches: it stays to be seen, and beyond that nothing is known anyway."""
NOBODY = "#8a949d"
LEAST_DOT, MOST_DOT = 5.0, 16.0
SPREAD = 2
"""The ellipse reaches two standard errors: about 86 of 100 such ellipses hold the place."""

ANSWERS: dict[int, str | Promise] = {
    1: pgettext_lazy("answer to a statement", "Agree"),
    -1: pgettext_lazy("answer to a statement", "Disagree"),
    0: pgettext_lazy("answer to a statement", "Pass"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    "held": (pgettext_lazy("statement", "a moderator will look"), "wait"),
    "shown": (pgettext_lazy("statement", "shown"), "good"),
    "rejected": (pgettext_lazy("statement", "not shown"), "late"),
    "withdrawn": (pgettext_lazy("statement", "taken back"), "off"),
}


@register.filter
def answer_name(value: int) -> str:
    """Write an answer: "Agree"."""
    return str(ANSWERS[value])


@register.filter
def statement_state(state: str) -> SafeString:
    """Render where a statement stands."""
    return draw_state(*STATES[state])


@register.simple_tag
def said(statement: "Statement") -> SafeString:
    """Render a statement in the language of the page where it is translated, else as it was written.

    A machine's translation says that it is one.
    """
    here = language()
    known = statement.translations.get(here) if here != statement.language else None
    if known is None:
        return format_html('<span lang="{}">{}</span>', statement.language, statement.public_text)
    words = format_html('<span lang="{}">{}</span>', here, known["text"])
    if known["state"] == MACHINE:
        return format_html('{} <small class="soft">({})</small>', words, _("machine translation, not checked"))
    return words


@register.filter
def is_translated(statement: "Statement") -> bool:
    """Whether the page shows a translation."""
    return language() != statement.language and language() in statement.translations


@register.filter
def thousandths(value: int) -> str:
    """Write a share in thousandths as a percentage."""
    return write_percent(value / 10, language=language())


@register.filter
def millionths(value: int | None) -> str:
    """Write a share in millionths as a percentage, a dash where there is none."""
    return "—" if value is None else write_percent(value / 10_000, language=language())


@dataclass(frozen=True)
class _Frame:
    """How thousandths of the map become units of the picture; a flat cloud gets a low picture."""

    left: float
    top: float
    scale: float
    height: int

    @classmethod
    def around(cls, spots: "Sequence[Sequence[int]]", own: "tuple[float, float, float] | None") -> "_Frame":
        """This will fit everybody, and the person who looks, into the picture."""
        xs, ys = [float(spot[0]) for spot in spots], [float(spot[1]) for spot in spots]
        if own:
            x, y, around = own
            xs, ys = [*xs, x - around, x + around], [*ys, y - around, y + around]
        wide, high = max(max(xs) - min(xs), SMALLEST), max(ys) - min(ys)
        scale = min((WIDTH - 2 * EDGE) / wide, (HIGHEST - 2 * EDGE) / max(high, 1))
        height = max(round(high * scale) + 2 * EDGE, LOWEST)
        left = (max(xs) + min(xs) - WIDTH / scale) / 2
        return cls(left, (max(ys) + min(ys) + height / scale) / 2, scale, height)

    def at(self, x: float, y: float) -> tuple[str, str]:
        return f"{(x - self.left) * self.scale:.1f}", f"{(self.top - y) * self.scale:.1f}"


@register.inclusion_tag("ui/chart.html")
def opinion_map(found: "Result", mine: "Mine | None" = None) -> dict[str, Any]:
    """Render everybody as a dot near those who answered alike, groups by letter and colour; the table says the same."""
    says = _says(found)
    note = _("Who answered alike stands close together. Neither direction is better.")
    if mine and mine.place:
        note += " " + _("The ring is you; the wider it is, the less your answers tell yet.")
    return {
        "drawing": _drawing(found, mine, says) if found.spots else SafeString(""),
        "says": says,
        "note": note,
        "heads": [_("Group"), _("People"), _("Of all")],
        "rows": _rows(found),
    }


def _says(found: "Result") -> str:
    people = write_number(found.count.people, language=language())
    if found.groups:
        return ngettext(
            "%(people)s people in %(count)s group of opinion", "%(people)s people in %(count)s groups of opinion",
            len(found.groups),
        ) % {"people": people, "count": len(found.groups)}  # fmt: skip
    return ngettext(
        "%(people)s person in one shared cloud of opinion", "%(people)s people in one shared cloud of opinion",
        found.count.people,
    ) % {"people": people}  # fmt: skip


def _rows(found: "Result") -> list[list[str]]:
    whole = max(found.count.people, 1)
    rows = [(_("Group %(letter)s") % {"letter": group.letter}, group.size) for group in found.groups]
    rest = found.count.people - found.grouped
    if rest:
        rows.append((_("In no group: too few answers yet") if found.groups else _("Everybody"), rest))
    return [
        [name, write_number(size, language=language()), write_percent(100 * size / whole, language=language())]
        for name, size in rows
    ]


def _drawing(found: "Result", mine: "Mine | None", says: str) -> SafeString:
    own = (mine.place.x, mine.place.y, mine.place.ellipse()[0]) if mine and mine.place else None
    frame = _Frame.around(found.spots, own)
    most = max(spot[3] for spot in found.spots)
    dots = format_html_join("", "{}", ((part,) for part in _dots(found.spots, frame, most)))
    marks = format_html_join("", "{}", ((_mark(group.letter, group.centre, frame),) for group in found.groups))
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>{}{}{}</svg>',
        WIDTH, frame.height, says, says, dots, marks, _ring(mine, frame) if mine else "",
    )  # fmt: skip


def _dots(spots: "Sequence[Sequence[int]]", frame: _Frame, most: int) -> "list[SafeString]":
    """One path for each group and size: points of no length with round ends are the shortest way to write dots."""
    paths: dict[tuple[int, float], list[str]] = {}
    for x, y, group, people in spots:
        size = LEAST_DOT if most == 1 else LEAST_DOT + (MOST_DOT - LEAST_DOT) * round((people / most) ** 0.5, 1)
        across, down = frame.at(x, y)
        paths.setdefault((group, size), []).append(f"M{across} {down}h0")
    return [
        format_html(
            '<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linecap="round" stroke-opacity=".62"/>',
            "".join(points), SERIES[group % len(SERIES)] if group >= 0 else NOBODY, f"{size:.1f}",
        )
        for (group, size), points in sorted(paths.items())
    ]  # fmt: skip


def _mark(letter: str, centre: tuple[int, int], frame: _Frame) -> SafeString:
    across, down = frame.at(*centre)
    colour = SERIES[(ord(letter) - ord("A")) % len(SERIES)]
    return format_html(
        '<circle cx="{}" cy="{}" r="14" fill="#fff" stroke="{}" stroke-width="2.5"/>'
        '<text x="{}" y="{}" font-size="16" font-weight="640" text-anchor="middle" dominant-baseline="central"'
        ' fill="{}">{}</text>',
        across, down, colour, across, down, INK, letter,
    )  # fmt: skip


def _ring(mine: "Mine", frame: _Frame) -> SafeString:
    if mine.place is None:
        return SafeString("")
    long, short, angle = mine.place.ellipse()
    across, down = frame.at(mine.place.x, mine.place.y)
    return format_html(
        '<g transform="translate({} {}) rotate({})"><ellipse rx="{}" ry="{}" fill="none" stroke="{}" stroke-width="1.5"'
        ' stroke-dasharray="4 3"/><circle r="5" fill="#fff" stroke="{}" stroke-width="3"/></g>',
        across, down, f"{-degrees(angle):.0f}", _reach(long, frame), _reach(short, frame), SOFT, INK,
    )  # fmt: skip


def _reach(axis: float, frame: _Frame) -> str:
    return f"{min(max(SPREAD * axis * frame.scale, NEAREST), FARTHEST):.1f}"
