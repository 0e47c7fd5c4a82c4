"""Codes an indicator is described with, and how its units are written. Plain data."""

from collections.abc import Mapping
from typing import Final

THEMES: Final = (
    "environment",
    "public_space",
    "mobility",
    "water",
    "waste",
    "energy",
    "housing",
    "health",
    "education",
    "safety",
    "economy",
    "governance",
    "participation",
    "digital",
)
DIRECTIONS: Final = ("up", "down", "none")
FREQUENCIES: Final = ("year", "quarter", "month")
STATES: Final = ("claimed", "documented", "verified")
FITS: Final = ("exact", "close")

UNITS: Final[Mapping[str, Mapping[str, str]]] = {
    "percent": {"kk": "%", "ru": "%", "en": "%"},
    "number": {"kk": "дана", "ru": "ед.", "en": "units"},
    "people": {"kk": "адам", "ru": "чел.", "en": "people"},
    "days": {"kk": "жұмыс күні", "ru": "раб. дн.", "en": "working days"},
    "km": {"kk": "км", "ru": "км", "en": "km"},
    "km_per_1000": {"kk": "км әр 1\u202f000 адамға", "ru": "км на 1\u202f000 чел.", "en": "km per 1\u202f000 people"},
    "m2": {"kk": "м²", "ru": "м²", "en": "m²"},
    "m2_per_person": {"kk": "м² бір адамға", "ru": "м² на чел.", "en": "m² per person"},
    "ha": {"kk": "га", "ru": "га", "en": "ha"},
    "ha_per_100k": {
        "kk": "га әр 100\u202f000 адамға",
        "ru": "га на 100\u202f000 чел.",
        "en": "ha per 100\u202f000 people",
    },
    "per_1000": {"kk": "әр 1\u202f000 адамға", "ru": "на 1\u202f000 чел.", "en": "per 1\u202f000 people"},
    "per_10k": {"kk": "әр 10\u202f000 адамға", "ru": "на 10\u202f000 чел.", "en": "per 10\u202f000 people"},
    "per_100k": {"kk": "әр 100\u202f000 адамға", "ru": "на 100\u202f000 чел.", "en": "per 100\u202f000 people"},
    "ug_m3": {"kk": "мкг/м³", "ru": "мкг/м³", "en": "µg/m³"},
    "t_per_person": {"kk": "тонна бір адамға", "ru": "т на чел.", "en": "t per person"},
    "litres_day": {"kk": "литр бір адамға күніне", "ru": "л на чел. в день", "en": "litres per person a day"},
    "kwh_person": {"kk": "кВт·сағ бір адамға", "ru": "кВт·ч на чел.", "en": "kWh per person"},
    "minutes": {"kk": "мин", "ru": "мин", "en": "min"},
    "years": {"kk": "жыл", "ru": "лет", "en": "years"},
    "mbit_s": {"kk": "Мбит/с", "ru": "Мбит/с", "en": "Mbit/s"},
    "thousand_tenge": {"kk": "мың теңге", "ru": "тыс. тенге", "en": "thousand tenge"},
    "points": {"kk": "балл", "ru": "баллов", "en": "points"},
}
"""Code → how it stands behind a number: never a number first, two of them would read as one."""

SPLITS: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": ("women", "men"),
    "age": ("children", "youth", "adults", "elderly"),
    "disability": ("with", "without"),
    "mode": ("walking", "cycling", "public", "car"),
}
"""Dimension → its groups."""
