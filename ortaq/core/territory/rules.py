"""Reading boundary files: which property says what, and when two names mean the same place. Plain Python.

A mapping names the properties of a file: {"names": {"kk": "name_kz", …} or "names", "kind": "kind", "code": "code",
"kato": "KATO", "parent": "parent", "region": {"kk": "ADM1_KK", …}, "country": {…}, "population": …, "centre": …}.
A value that begins with "=" is no property but the value itself ("=district"). Only "names" must be there.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.engines.language import LANGUAGES, fold

COUNTRY, REGION, CITY, DISTRICT, OKRUG, SETTLEMENT = "country", "region", "city", "district", "okrug", "settlement"
KINDS = (COUNTRY, REGION, CITY, DISTRICT, OKRUG, SETTLEMENT)
KATO_SIGNS = 9

Mapped = Mapping[str, Any]
MAPPINGS: dict[str, Mapped] = {
    "ortaq": {
        "code": "code",
        "kind": "kind",
        "names": "names",
        "parent": "parent",
        "population": "population",
        "centre": "centre",
    },
    "geokz": {  # districts of Kazakhstan with KATO codes, 2018 and 2024
        "kato": "KATO",
        "names": {"kk": "ADM2_KK", "ru": "ADM2_RU", "en": "ADM2_EN"},
        "region": {"kk": "ADM1_KK", "ru": "ADM1_RU", "en": "ADM1_EN"},
        "country": {"kk": "ADM0_KK", "ru": "ADM0_RU", "en": "ADM0_EN"},
        "country_code": "ADM0_PCODE",
    },
    "almaty": {  # the city's eight districts as its portal gives them
        "kind": "=district",
        "names": {"kk": "name_kz", "ru": "name_ru"},
        "region": {"kk": "=Алматы қаласы", "ru": "=Город Алматы", "en": "=Almaty (city)"},
        "country": {"kk": "=Қазақстан", "ru": "=Казахстан", "en": "=Kazakhstan"},
        "country_code": "=kz",
    },
}
WORDS = {
    COUNTRY: {"kk": "{}", "ru": "{}", "en": "{}"},
    REGION: {"kk": "{} облысы", "ru": "{} область", "en": "{} region"},
    CITY: {"kk": "{} қаласы", "ru": "Город {}", "en": "{} city"},
    DISTRICT: {"kk": "{} ауданы", "ru": "{} район", "en": "{} district"},
    OKRUG: {"kk": "{} ауылдық округі", "ru": "{} сельский округ", "en": "{} rural okrug"},
    SETTLEMENT: {"kk": "{} ауылы", "ru": "Село {}", "en": "{} village"},
}
_KIND_WORDS = re.compile(
    r"\b(республикасы|республика|republic of|облысы|область|region|қаласы|қала|город|г|city|town|ауданы|район|district|"
    r"ауылдық округі|сельский округ|rural okrug|ауылы|кенті|село|поселок|village|settlement)\b"
)


class UnreadableFeature(ValueError):  # noqa: N818, it says what it is
    """A feature cannot be taken; the message says why, for the person who imports."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One territory as a file tells it, with the territories around it, widest first."""

    kind: str
    names: Mapping[str, str]
    code: str = ""
    kato: str = ""
    parent: str = ""
    around: tuple["Unit", ...] = ()
    population: int | None = None
    centre: tuple[float, float] | None = None
    keys: frozenset[str] = field(default=frozenset())


def mapping_for(properties: Mapping[str, Any]) -> Mapped | None:
    """This will recognise one of the known kinds of file by its properties, or give None."""
    for mapping in MAPPINGS.values():
        wanted = mapping["names"]
        named = [wanted] if isinstance(wanted, str) else list(wanted.values())
        if all(name in properties for name in [*named, mapping.get("kato", named[0]), mapping.get("code", named[0])]):
            return mapping
    return None


def read_unit(properties: Mapping[str, Any], mapping: Mapped) -> Unit:
    """This will read one feature's properties; raises UnreadableFeature naming what is missing."""
    names = _names(properties, mapping["names"])
    if not names:
        raise UnreadableFeature("it has no name")
    kato = _text(_value(properties, mapping.get("kato")))
    around = _around(properties, mapping)
    kind = _text(_value(properties, mapping.get("kind"))) or kind_by_kato(kato, around)
    if kind not in KINDS:
        raise UnreadableFeature(f"its kind {kind!r} is none of {', '.join(KINDS)}")
    centre = _value(properties, mapping.get("centre"))
    return Unit(
        kind=kind,
        names=full_names(names, kind),
        code=_text(_value(properties, mapping.get("code"))),
        kato=kato,
        parent=_text(_value(properties, mapping.get("parent"))),
        around=around,
        population=_value(properties, mapping.get("population")),
        centre=(float(centre[0]), float(centre[1])) if centre else None,
        keys=keys(names),
    )


def kind_by_kato(kato: str, around: tuple[Unit, ...]) -> str:
    """This will tell a city from a district by its KATO code: in a region 10–29 at places 3–4 are cities."""
    if around and around[-1].kind == CITY:
        return DISTRICT
    return CITY if len(kato) == KATO_SIGNS and "10" <= kato[2:4] <= "29" and kato[4:6] == "00" else DISTRICT


def full_names(names: Mapping[str, str], kind: str) -> dict[str, str]:
    """This will write names with the word for their kind, "Медеу ауданы", unless it is there."""
    made = {}
    for language, name in names.items():
        bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
        made[language] = bare if _KIND_WORDS.search(fold(bare)) else WORDS[kind][language].format(bare)
    return made


def keys(names: Mapping[str, str]) -> frozenset[str]:
    """This will give what names are compared by: language and folded name without the word for its kind."""
    return frozenset(
        f"{language}:{' '.join(_KIND_WORDS.sub(' ', fold(re.sub(r'[()]', ' ', name))).split())}"
        for language, name in names.items()
    )


def code_part(unit: Unit) -> str:
    """This will make the last part of a new code: "medeu", "almaty-region", "k751710000" without a Latin name."""
    plain = unicodedata.normalize("NFKD", unit.names.get("en", "")).encode("ascii", "ignore").decode()
    plain = _KIND_WORDS.sub(" ", plain.lower()) if unit.kind != REGION else plain.lower()
    part = "-".join(re.findall(r"[a-z0-9]+", plain))
    if part or unit.kato:
        return part or f"k{unit.kato}"
    return "-".join(re.findall(r"\w+", _KIND_WORDS.sub(" ", fold(next(iter(unit.names.values()))))))


def _around(properties: Mapping[str, Any], mapping: Mapped) -> tuple[Unit, ...]:
    found = []
    if "country" in mapping:
        names = _names(properties, mapping["country"])
        code = _text(_value(properties, mapping.get("country_code"))).lower()
        found.append(Unit(kind=COUNTRY, names=names, code=code, keys=keys(names)))
    if "region" in mapping:
        names = _names(properties, mapping["region"])
        kind = CITY if "(city)" in names.get("en", "").lower() else REGION
        found.append(Unit(kind=kind, names=full_names(names, kind), keys=keys(names)))
    return tuple(found)


def _names(properties: Mapping[str, Any], wanted: Any) -> dict[str, str]:
    if isinstance(wanted, str):
        given = _value(properties, wanted)
        given = given if isinstance(given, Mapping) else {"kk": given}
    else:
        given = {language: _value(properties, name) for language, name in wanted.items()}
    return {language: _text(given.get(language)) for language in LANGUAGES if _text(given.get(language))}


def _value(properties: Mapping[str, Any], name: Any) -> Any:
    if not name:
        return None
    return name[1:] if name.startswith("=") else properties.get(name)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()


def may_appoint(actor: Actor) -> Answer:
    """This will tell whether the actor may give offices: an administrator, or whoever holds the server's keys."""
    if actor.system or (actor.strong and actor.has_role(Role.ADMIN)):
        return YES
    return no("not_admin", N_("Only an administrator appoints people to offices."))
