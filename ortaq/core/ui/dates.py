"""How days and times are written on pages, in three languages, by Almaty's clock."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from babel.dates import get_day_names, get_month_names
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ortaq.core.ui.numbers import NONE

Moment = date | datetime | None

_LONG = {"kk": "{year} жылғы {day} {month}", "ru": "{day} {month} {year} года", "en": "{day} {month} {year}"}
_SHORT = {"kk": "{year} ж. {day} {month}", "ru": "{day} {month} {year} г.", "en": "{day} {month} {year}"}
_MONTH = {"kk": "{year} жылғы {month}", "ru": "{month} {year} года", "en": "{month} {year}"}
_LOCALES = {"kk": "kk", "ru": "ru", "en": "en_GB"}


def local(value: date | datetime) -> date | datetime:
    """Return an aware moment by the local clock; days and naive moments stay as they are."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def write_day(value: Moment, *, language: str) -> str:
    """Return the full date: "2027 жылғы 1 наурыз", "1 марта 2027 года", "1 March 2027"; "—" for none."""
    return _write(value, _LONG, language=language, width="wide")


def write_short_day(value: Moment, *, language: str) -> str:
    """Return the date with the month cut short: "2027 ж. 1 нау.", "1 мар. 2027 г.", "1 Mar 2027"."""
    return _write(value, _SHORT, language=language, width="abbreviated")


def write_day_month(value: Moment, *, language: str) -> str:
    """Return the date without its year: "1 наурыз", "1 марта", "1 March"."""
    return _write(value, dict.fromkeys(_LOCALES, "{day} {month}"), language=language, width="wide")


def write_month(value: Moment, *, language: str, short: bool = False) -> str:
    """Return the month with its year ("2027 жылғы наурыз", "март 2027 года", "March 2027"); `short` gives only its
    name cut short ("нау.", "март", "Mar").
    """
    if value is None:
        return NONE
    day = local(value)
    names = get_month_names("abbreviated" if short else "wide", context="stand-alone", locale=_known(language))
    name = str(names[day.month])
    if short:
        return name
    if language != "en":
        name = name.lower()
    return _MONTH.get(language, _MONTH["en"]).format(year=day.year, month=name)


def write_time(value: datetime | None) -> str:
    """Return the time of the day: "14:05"."""
    return NONE if value is None else f"{local(value):%H:%M}"


def write_moment(value: datetime | None, *, language: str) -> str:
    """Return date and time: "2027 жылғы 1 наурыз, 14:05"."""
    return NONE if value is None else f"{write_day(value, language=language)}, {write_time(value)}"


def write_weekday(value: Moment, *, language: str) -> str:
    """Return the name of the day of the week: "дүйсенбі"."""
    if value is None:
        return NONE
    return str(get_day_names("wide", locale=_known(language))[local(value).weekday()])


def write_days_left(days: int | None) -> str:
    """Return what is left of a term counted in working days, in the language in force.

    3 → "3 working days left", 0 → "the last day is today", −2 → "late by 2 working days", None → "".
    """
    if days is None:
        return ""
    if days == 0:
        return _("today is the last day")
    if days > 0:
        return ngettext("%(n)d working day left", "%(n)d working days left", days) % {"n": days}
    return ngettext("late by %(n)d working day", "late by %(n)d working days", -days) % {"n": -days}


def write_working_days(days: int | None) -> str:
    """Return a length in working days: 15 → "15 working days"."""
    if days is None:
        return NONE
    return ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}


def write_days(days: int | None) -> str:
    """Return a length in calendar days: 12 → "12 days"."""
    if days is None:
        return NONE
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def _known(language: str) -> str:
    return _LOCALES.get(language, "en_GB")


@cache
def _months(width: str, locale: str) -> Mapping[int, str]:
    return dict(get_month_names("wide" if width == "wide" else "abbreviated", locale=locale))


def _write(value: Moment, forms: dict[str, str], *, language: str, width: str) -> str:
    if value is None:
        return NONE
    day = local(value)
    month = _months("wide" if width == "wide" else "abbreviated", _known(language))[day.month]
    return forms.get(language, forms["en"]).format(year=day.year, day=day.day, month=month)
