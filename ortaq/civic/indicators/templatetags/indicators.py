"""How indicators are worded: themes, units, periods, states of values, how far a target is."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from ortaq.civic.indicators.rules.periods import Period
from ortaq.civic.indicators.rules.values import MILLION, groups_of
from ortaq.civic.indicators.rules.words import UNITS
from ortaq.core.matters.localized import words
from ortaq.core.ui import charts
from ortaq.core.ui.dates import write_month, write_short_day
from ortaq.core.ui.numbers import NARROW, write_number
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator, Value
    from ortaq.civic.indicators.queries.indicators import Row

register = Library()
Word = str | Promise
SIGNS = 12
"""Points of a small line in a list."""

THEMES: Mapping[str, Word] = {
    "environment": pgettext_lazy("theme of indicators", "Air, land and climate"),
    "public_space": pgettext_lazy("theme of indicators", "Parks and public space"),
    "mobility": pgettext_lazy("theme of indicators", "Getting around"),
    "water": pgettext_lazy("theme of indicators", "Water"),
    "waste": pgettext_lazy("theme of indicators", "Waste"),
    "energy": pgettext_lazy("theme of indicators", "Energy"),
    "housing": pgettext_lazy("theme of indicators", "Housing"),
    "health": pgettext_lazy("theme of indicators", "Health"),
    "education": pgettext_lazy("theme of indicators", "Learning"),
    "safety": pgettext_lazy("theme of indicators", "Safety"),
    "economy": pgettext_lazy("theme of indicators", "Economy"),
    "governance": pgettext_lazy("theme of indicators", "How the city answers"),
    "participation": pgettext_lazy("theme of indicators", "Taking part"),
    "digital": pgettext_lazy("theme of indicators", "Digital city"),
}
STATES: Mapping[str, tuple[Word, str]] = {
    "claimed": (pgettext_lazy("value", "claimed"), "wait"),
    "documented": (pgettext_lazy("value", "documented"), "plain"),
    "verified": (pgettext_lazy("value", "verified"), "good"),
    "computed": (pgettext_lazy("value", "computed"), "good"),
    "corrected": (pgettext_lazy("value", "corrected later"), "off"),
}
FRESH: Mapping[str, tuple[Word, str]] = {
    "fresh": (pgettext_lazy("indicator", "up to date"), "good"),
    "due": (pgettext_lazy("indicator", "a value is due"), "wait"),
    "stale": (pgettext_lazy("indicator", "out of date"), "late"),
    "never": (pgettext_lazy("indicator", "never measured"), "off"),
}
DIRECTIONS: Mapping[str, Word] = {
    "up": pgettext_lazy("indicator", "more is better"),
    "down": pgettext_lazy("indicator", "less is better"),
    "none": pgettext_lazy("indicator", "neither way is better"),
}
FREQUENCIES: Mapping[str, Word] = {
    "year": pgettext_lazy("indicator", "every year"),
    "quarter": pgettext_lazy("indicator", "every quarter"),
    "month": pgettext_lazy("indicator", "every month"),
}
FITS: Mapping[str, tuple[Word, str]] = {
    "exact": (pgettext_lazy("framework", "exactly"), "good"),
    "close": (pgettext_lazy("framework", "nearly"), "wait"),
}
WAYS: Mapping[str, tuple[Word, str]] = {
    "reached": (pgettext_lazy("target", "reached"), "good"),
    "ahead": (pgettext_lazy("target", "on its way"), "now"),
    "behind": (pgettext_lazy("target", "behind the plan"), "wait"),
    "away": (pgettext_lazy("target", "farther than at the start"), "late"),
    "missed": (pgettext_lazy("target", "missed"), "late"),
}
GROUPS: Mapping[str, Word] = {
    "sex=women": pgettext_lazy("group", "women"),
    "sex=men": pgettext_lazy("group", "men"),
    "age=children": pgettext_lazy("group", "children"),
    "age=youth": pgettext_lazy("group", "young people"),
    "age=adults": pgettext_lazy("group", "adults"),
    "age=elderly": pgettext_lazy("group", "elderly people"),
    "disability=with": pgettext_lazy("group", "people with disabilities"),
    "disability=without": pgettext_lazy("group", "people without disabilities"),
    "mode=walking": pgettext_lazy("group", "on foot"),
    "mode=cycling": pgettext_lazy("group", "by bicycle"),
    "mode=public": pgettext_lazy("group", "by public transport"),
    "mode=car": pgettext_lazy("group", "by car"),
}


@register.filter
def theme_name(theme: str) -> str:
    """Name a theme."""
    return str(THEMES[theme])


@register.filter
def unit_name(unit: str) -> str:
    """Write a unit as it stands behind a number."""
    return words(UNITS[unit], language())


def decimal(amount: int) -> Decimal:
    """This will give millionths as a number in the unit."""
    return Decimal(amount) / MILLION


@register.filter
def figure(amount: int | None, indicator: "Indicator") -> str:
    """Write millionths as a number of the indicator with its unit."""
    if amount is None:
        return "—"
    number = write_number(decimal(amount), language=language(), places=indicator.decimals)
    return f"{number}{NARROW}{unit_name(indicator.unit)}"


@register.filter
def plain_figure(amount: int, indicator: "Indicator") -> str:
    """Write that without the unit."""
    return write_number(decimal(amount), language=language(), places=indicator.decimals)


@register.filter
def period_name(period: "Period | Value") -> str:
    """Write a period: 2026, the third quarter of 2026, July 2026, or from a day to a day."""
    kind = period.kind if isinstance(period, Period) else period.period
    start, end = period.start, period.end
    match kind:
        case "year":
            return f"{start:%Y}"
        case "quarter":
            return _("Q%(n)s %(year)s") % {"n": (start.month + 2) // 3, "year": start.year}
        case "month":
            return write_month(start, language=language())
        case _:
            return f"{write_short_day(start, language=language())} – {write_short_day(end, language=language())}"


def period_mark(period: Period) -> str:
    """This will write a period so short that it fits under a column."""
    if period.kind == "quarter":
        return pgettext("short", "Q%(n)s %(year)s") % {"n": (period.start.month + 2) // 3, "year": f"{period.start:%y}"}
    return f"{period.start:%Y}" if period.kind == "year" else f"{period.start:%m.%y}"


@register.filter
def split_name(split: str) -> str:
    """Name the groups a value stands for."""
    groups = groups_of(split)
    return ", ".join(str(GROUPS[f"{dimension}={group}"]) for dimension, group in groups.items()) or _("everybody")


@register.filter
def note_of(value: "Value") -> str:
    """Write what to know about a value; words of the house in the language of the page."""
    return _(value.note) if value.computed else value.note


@register.filter
def value_state(value: "Value") -> SafeString:
    """Render what a value rests on."""
    if value.superseded_at is not None:
        return draw_state(*STATES["corrected"])
    return draw_state(*STATES["computed" if value.computed else value.state])


@register.filter
def state_name(state: str) -> SafeString:
    """Render a state of values."""
    return draw_state(*STATES[state])


@register.filter
def fresh_state(word: str) -> SafeString:
    """Render whether an indicator is measured as promised."""
    return draw_state(*FRESH[word])


@register.filter
def direction_name(direction: str) -> str:
    """Say which way is better."""
    return str(DIRECTIONS[direction])


@register.filter
def frequency_name(frequency: str) -> str:
    """Say how often it is measured."""
    return str(FREQUENCIES[frequency])


@register.filter
def fit_state(fit: str) -> SafeString:
    """Render how an indicator fits an id."""
    return draw_state(*FITS[fit])


@register.filter
def way_state(word: str) -> SafeString:
    """Render how a target stands."""
    return draw_state(*WAYS[word])


@register.filter
def places_gained(gained: int) -> str:
    """Write how many places were won or lost since the edition before."""
    if not gained:
        return _("the same place as before")
    if gained > 0:
        return ngettext("%(n)d place up", "%(n)d places up", gained) % {"n": gained}
    return ngettext("%(n)d place down", "%(n)d places down", -gained) % {"n": -gained}


@register.simple_tag
def row_spark(row: "Row") -> SafeString:
    """Render the last points of a series as a small line; its title says first and last."""
    series = row.series[-SIGNS:]
    if len(series) < 2:  # noqa: PLR2004, a line needs two ends
        return SafeString("")
    says = _("%(name)s: from %(first)s in %(since)s to %(last)s in %(until)s") % {
        "name": words(row.indicator.name, language()),
        "first": figure(series[0].amount, row.indicator),
        "since": period_name(series[0].period),
        "last": figure(series[-1].amount, row.indicator),
        "until": period_name(series[-1].period),
    }
    return charts.spark([decimal(spot.amount) for spot in series], title=says)
