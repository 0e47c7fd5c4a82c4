"""Filters that write numbers, dates and lengths in the language of the page."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ortaq.core.matters.localized import words
from ortaq.core.ui import dates, numbers
from ortaq.core.ui.dates import Moment
from ortaq.core.ui.numbers import Figure

register = Library()


def language() -> str:
    """Return the code of the language in force, without a region."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


@register.filter
def localized(content: Mapping[str, str] | None) -> str:
    """Write localized content in the language of the page, in another one if this is missing."""
    return words(content, language())


@register.filter
@register.simple_tag
def money(minor: int | None, currency: str = "KZT") -> str:
    """Write minor units with their currency: 500000 and "EUR" as "5 000 €"; cents only where there are any."""
    return numbers.write_sum(minor, currency, language=language())


def _moment(value: object) -> Moment:
    return value if isinstance(value, date) else None


def _time(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _days(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@register.filter
def number(value: Figure, places: int = 0) -> str:
    """1284 → "1 284"."""
    return numbers.write_number(value, language=language(), places=int(places))


@register.filter
def percent(value: Figure, places: int = 0) -> str:
    """93 → "93 %"."""
    return numbers.write_percent(value, language=language(), places=int(places))


@register.filter
def share(part: Figure, whole: Figure) -> str:
    """93 of 100 → "93 %"; "—" when the whole is nothing."""
    top, bottom = numbers.decimal_of(part), numbers.decimal_of(whole)
    return numbers.NONE if top is None or not bottom else numbers.write_percent(top * 100 / bottom, language=language())


@register.filter
def tenge(tiyn: Figure) -> str:
    """128400 tiyn → "1 284 ₸"."""
    return numbers.write_money(tiyn, language=language())


@register.filter
def size(octets: Figure) -> str:
    """2516582 → "2,4 MB"."""
    return numbers.write_size(octets, language=language())


@register.filter
def day(value: object) -> str:
    """Write the full date: "2027 жылғы 1 наурыз"."""
    return dates.write_day(_moment(value), language=language())


@register.filter
def short_day(value: object) -> str:
    """Write the date with the month cut short: "2027 ж. 1 нау."."""
    return dates.write_short_day(_moment(value), language=language())


@register.filter
def day_month(value: object) -> str:
    """Write the date without its year: "1 наурыз"."""
    return dates.write_day_month(_moment(value), language=language())


@register.filter
def month(value: object) -> str:
    """Write the month with its year: "2027 жылғы наурыз"."""
    return dates.write_month(_moment(value), language=language())


@register.filter
def weekday(value: object) -> str:
    """Write the day of the week: "дүйсенбі"."""
    return dates.write_weekday(_moment(value), language=language())


@register.filter
def clock(value: object) -> str:
    """Write the time of the day: "14:05"."""
    return dates.write_time(_time(value))


@register.filter
def moment(value: object) -> str:
    """Write date and time: "2027 жылғы 1 наурыз, 14:05"."""
    return dates.write_moment(_time(value), language=language())


@register.filter
def days_left(value: object) -> str:
    """Write what is left of a term in working days: 3 → "3 working days left", −2 → "late by 2 working days"."""
    return dates.write_days_left(_days(value))


@register.filter
def working_days(value: object) -> str:
    """Write a length: 15 → "15 working days"."""
    return dates.write_working_days(_days(value))


@register.filter
def days(value: object) -> str:
    """Write a length: 12 → "12 days"."""
    return dates.write_days(_days(value))


@register.simple_tag
def when(value: object, form: str = "day") -> SafeString:
    """Render `<time datetime>`. form: day, short_day, day_month, month, moment, clock."""
    point = _moment(value)
    if point is None:
        return format_html("{}", numbers.NONE)
    return format_html('<time datetime="{}">{}</time>', dates.local(point).isoformat(), WHEN[form](point))


WHEN = {"day": day, "short_day": short_day, "day_month": day_month, "month": month, "moment": moment, "clock": clock}
