"""Where a page can lead: the links of the header and footer, and the same page in another language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, override

from ortaq.core.people.actor import GUEST, Actor, Role

LANGUAGE_NAMES = {"kk": ("Қаз", "Қазақша"), "ru": ("Рус", "Русский"), "en": ("Eng", "English")}


@dataclass(frozen=True)
class Entry:
    """One link of a menu."""

    label: str | Promise
    href: str
    current: bool


@dataclass(frozen=True)
class Language:
    """One language of the switch: its code, short and full names in itself, and the address of the same page."""

    code: str
    short: str
    full: str
    href: str
    current: bool


def menu(name: str, request: HttpRequest | None) -> list[Entry]:
    """Return the links the setting `name` lists as (url name or path, label) pairs.

    A third member names the roles that see the link; everybody sees a link without one. The link with the longest
    address the page lies under is current. A name that does not resolve is an error of the settings and raises
    NoReverseMatch.
    """
    entries: Iterable[tuple[Any, ...]] = getattr(settings, name, ())
    links = [
        (
            label,
            target if target.startswith("/") or "://" in target else _address(target, get_language(), get_urlconf()),
        )
        for target, label, *roles in entries
        if not roles or _holds(request, roles[0])
    ]
    path = request.path if request else ""
    here = max((href for _label, href in links if _is_under(path, href)), key=len, default="")
    return [Entry(label=label, href=href, current=href == here) for label, href in links]


@lru_cache(maxsize=512)
def _address(name: str, language: str | None, urlconf: str | None) -> str:
    """Every page asks for the addresses of its menus; they change with the language alone."""
    with override(language):
        return reverse(name, urlconf)


def _holds(request: HttpRequest | None, roles: Iterable[str]) -> bool:
    actor: Actor = getattr(request, "actor", GUEST)
    return actor.has_role(*(Role(role) for role in roles))


def _is_under(path: str, href: str) -> bool:
    home = f"/{get_language()}/"
    return path == href or (href != home and href.endswith("/") and path.startswith(href))


def languages(request: HttpRequest | None, *, pages: dict[str, str] | None = None) -> list[Language]:
    """Return the languages of the interface with the address of this page in each.

    `pages` overrides the address by language code; without it the language prefix of the path is exchanged and the
    query is kept.
    """
    current = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    found = []
    for code, _name in settings.LANGUAGES:
        short, full = LANGUAGE_NAMES.get(code, (code, code))
        href = (pages or {}).get(code) or same_page(request, code)
        found.append(Language(code=code, short=short, full=full, href=href, current=code == current))
    return found


def same_page(request: HttpRequest | None, code: str) -> str:
    """Return the address of the requested page in the language `code`; the home page when there is none of its own."""
    if request is None:
        return f"/{code}/"
    codes = {known for known, _name in settings.LANGUAGES}
    first, _slash, rest = request.path.lstrip("/").partition("/")
    if first not in codes or (request.method not in ("GET", "HEAD") and request.resolver_match is None):
        return f"/{code}/"
    query = request.META.get("QUERY_STRING", "")
    return f"/{code}/{rest}" + (f"?{query}" if query else "")


def city_name() -> str:
    """Return the name of the city in the language of the page, from the setting ORTAQ_CITY_NAME (a dict by language
    or one string).
    """
    name: Any = getattr(settings, "ORTAQ_CITY_NAME", "")
    if isinstance(name, dict):
        code = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        return str(name.get(code) or next(iter(name.values()), ""))
    return str(name)
