"""Judges the features of a map before anything is kept: each fits, is mended or is refused with a sentence."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from shapely.geometry.base import BaseGeometry

from ortaq.civic.plans.rules import outlines, zones
from ortaq.civic.plans.rules.geofiles import Feature
from ortaq.civic.plans.rules.outlines import Box
from ortaq.core.people.refusal import N_, Answer, no

CODES: Final = ("code", "zone_code", "class")
KEYS: Final = ("key", "zone_key")
LEAST_M2: Final = 1.0
LIMITS: Final = tuple(zones.HIGHEST)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one feature, as a sentence that names it."""

    feature: str
    said: Answer


@dataclass(slots=True)
class Report:
    """What became of a file. One refused feature is enough for nothing to be kept."""

    repaired: list[Finding] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    kept: int = 0
    fates: dict[str, int] = field(default_factory=dict)
    """What becomes of the layer's parts: "same", "changed", "new" and "gone" → how many."""
    codes: dict[str, int] = field(default_factory=dict)
    """Class, or kind of rule → how many features have it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A feature that can be kept."""

    key: str
    code: str
    shape: BaseGeometry
    shape_digest: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What features are judged by."""

    codes: Collection[str]
    """Classes of the table, or kinds of rules."""
    box: Box = outlines.GLOBE
    """Of the plan's territory."""
    taken: Collection[str] = ()
    """Keys of other layers."""
    drawn: Mapping[str, str] = field(default_factory=dict)
    """Digest of an outline → the key it had before."""


@dataclass(slots=True)
class _Desk:
    """One feature on its way."""

    feature: Feature
    report: Report

    @property
    def name(self) -> str:
        called = next((str(self.feature.values[one]) for one in (*KEYS, *CODES) if self.feature.values.get(one)), "")
        return f"№ {self.feature.number} {called}".strip()[:80]

    def refuse(self, code: str, reason: str, /, **params: object) -> None:
        self.report.refused.append(Finding(self.name, no(code, reason, **params)))

    def mended(self, code: str, reason: str, /, **params: object) -> None:
        self.report.repaired.append(Finding(self.name, no(code, reason, **params)))


def judge(features: Sequence[Feature], known: Known, *, lines: bool = False) -> tuple[list[Drawn], Report]:
    """This will read zones (with `lines` rules drawn over them) and say what was mended and what cannot be kept."""
    report, drawn = Report(), []
    keys: dict[str, int] = {}
    for feature in features:
        desk = _Desk(feature, report)
        before = len(report.refused)
        code = _code(desk, known, "kind" if lines else "")
        values = _rule_values(desk) if lines else _zone_values(desk)
        shape = _shape(desk, known, lines=lines)
        if shape is None or len(report.refused) > before:
            continue
        digest = outlines.digest(shape)
        key = _key(desk, known, keys, code, digest)
        if key:
            drawn.append(Drawn(key, code, shape, digest, values))
    report.kept = 0 if report.refused else len(drawn)
    report.codes = dict(sorted(Counter(one.code for one in drawn).items()))
    return drawn, report


def fates(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, int]:
    """This will count what becomes of parts, given as key → digest of everything a part says."""
    same = sum(before.get(key) == digest for key, digest in after.items())
    known = sum(key in before for key in after)
    return {"same": same, "changed": known - same, "new": len(after) - known, "gone": len(before) - known}


def _code(desk: _Desk, known: Known, column: str) -> str:
    values = desk.feature.values
    code = next((str(values[name]).strip() for name in ((column,) if column else CODES) if values.get(name)), "")
    if any("\ufffd" in value for value in values.values() if isinstance(value, str)):
        desk.refuse("letters", N_("It has letters that cannot be read. Save the file in UTF-8."))
    elif desk.feature.mixed:
        desk.mended("letters", N_("Its words were not in UTF-8; they were read in the Kazakh code page (KZ-1048)."))
    if not code:
        desk.refuse("no_code", N_("It does not say what it is: the code is missing."))
    elif code not in known.codes:
        desk.refuse("unknown_code", N_("The code “%(code)s” is not in the table."), code=code[:40])
    return code


def _zone_values(desk: _Desk) -> dict[str, Any]:
    values = desk.feature.values
    read: dict[str, Any] = {"name": zones.localized(values, "name"), "note": zones.localized(values, "note")}
    for name in LIMITS:
        read[name], answer = zones.limit(name, values.get(name))
        if not answer:
            desk.report.refused.append(Finding(desk.name, answer))
    read["uses"], answer = zones.uses(str(values.get("uses") or ""))
    if not answer:
        desk.report.refused.append(Finding(desk.name, answer))
    return read


def _rule_values(desk: _Desk) -> dict[str, Any]:
    values = desk.feature.values
    title = zones.localized(values, "title") or zones.localized(values, "name")
    if not all(title.get(language) for language in zones.NEEDED):
        desk.refuse("no_title", N_("A rule needs a title in Kazakh and in Russian."))
    basis = str(values.get("legal_basis") or values.get("basis") or "").strip()[:300]
    return {"title": title, "rule": zones.localized(values, "rule"), "legal_basis": basis}


def _shape(desk: _Desk, known: Known, *, lines: bool) -> BaseGeometry | None:
    drawn = desk.feature.shape
    if drawn is None or drawn.is_empty:
        desk.refuse("no_outline", N_("It has no outline."))
        return None
    kind = "line" if lines and drawn.geom_type in outlines.LINES else "area"
    if drawn.geom_type not in (*outlines.AREAS, *(outlines.LINES if lines else ())):
        desk.refuse("not_an_area", N_("It is drawn as %(kind)s; an area is needed."), kind=drawn.geom_type)
        return None
    west, south, east, north = drawn.bounds
    if not outlines.within((west, south, east, north), known.box):
        desk.refuse(
            "outside",
            N_("It lies outside the territory of the plan: are its coordinates right, longitude before latitude?"),
        )
        return None
    mended = outlines.mend(drawn, kind=kind)
    if mended.shape is None or (kind == "area" and outlines.area_m2(mended.shape) < LEAST_M2):
        desk.refuse("no_area", N_("Nothing is left of it: its outline has no area."))
        return None
    if mended.why:
        _tell_mended(desk, mended.why, mended.shape)
    return mended.shape


def _tell_mended(desk: _Desk, why: str, shape: BaseGeometry) -> None:
    place = why.partition("[")[2].rstrip("]")
    lon, _, lat = place.partition(" ")
    hectares = f"{outlines.area_m2(shape) / 10_000:.2f}"
    if lat:
        at = f"{float(lat):.5f}, {float(lon):.5f}"
        desk.mended(
            "crossed",
            N_("Its outline was broken near %(place)s; it was mended and has %(hectares)s ha now."),
            place=at,
            hectares=hectares,
        )
    else:
        desk.mended(
            "crossed", N_("Its outline was broken; it was mended and has %(hectares)s ha now."), hectares=hectares
        )


def _key(desk: _Desk, known: Known, keys: dict[str, int], code: str, digest: str) -> str:
    values = desk.feature.values
    key = next((str(values[name]).strip() for name in KEYS if values.get(name) is not None), "")
    if not key:
        key = known.drawn.get(digest, "")
        if not key or key in keys:
            number = 1
            while (key := f"{code}-{number}") in keys or key in known.taken or key in known.drawn.values():
                number += 1
        desk.mended("no_key", N_("It had no key; it got the key “%(key)s”."), key=key)
    if not zones.KEY.fullmatch(key):
        desk.refuse(
            "key", N_("The key “%(key)s” has signs that do not fit into an address, or too many."), key=key[:80]
        )
    elif key in known.taken:
        desk.refuse("taken", N_("The key “%(key)s” belongs to a part of another layer."), key=key)
    elif key in keys:
        desk.refuse(
            "twice", N_("The key “%(key)s” is there twice: feature No. %(other)s has it too."), key=key, other=keys[key]
        )
    else:
        keys[key] = desk.feature.number
        return key
    return ""
