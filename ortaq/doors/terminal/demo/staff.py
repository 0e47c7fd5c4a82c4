"""Who works in the bodies of the demo city: an officer and a head each, the demo accounts where there are some."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ortaq.doors.terminal.demo import atlas

MARKS = {"kk": "(демо)", "ru": "(демо)", "en": "(demo)"}
POSTS = {
    "officer": {"kk": "Бас маман", "ru": "Главный специалист", "en": "Chief specialist"},
    "head": {"kk": "Басшы", "ru": "Руководитель", "en": "Head"},
}
STRIDE = 7
"""Coprime to the number of family names: colleagues do not look like one family."""


@dataclass(frozen=True)
class Official:
    """One invented official; `account` is the code of a demo account, empty when nobody signs in as this person."""

    name: str
    body: str
    role: str
    post: dict[str, str]
    account: str = ""


@lru_cache(maxsize=1)
def officials() -> dict[tuple[str, str], Official]:
    """Return (body, role) → official for the roles "officer" and "head" of every body."""
    people: dict[str, Any] = atlas.read("people")
    found = {
        (office["body"], office["role"]): Official(
            bare(person["name"]), office["body"], office["role"], office["post"], person["code"]
        )
        for person in people["people"]
        for office in person["offices"]
        if office["role"] in POSTS
    }
    given, family = people["staff"]["given"], people["staff"]["family"]
    wanted = [(row["code"], role) for row in atlas.rows("bodies", "bodies") for role in POSTS]
    for index, (body, role) in enumerate(wanted):
        name = f"{given[index % len(given)]} {family[index * STRIDE % len(family)]}"
        found.setdefault((body, role), Official(name, body, role, POSTS[role]))
    return found


def signature(body: str, role: str, language: str) -> str:
    """Return the name as it stands under a letter in the language, with the mark that nobody is called so."""
    return f"{officials()[body, role].name} {MARKS[language]}"


def bare(name: str) -> str:
    """Return a marked name without its mark."""
    return name.rsplit(" (", maxsplit=1)[0]
