"""Functional zones: under which theme the map shows them, what HILUCS calls them, which limits can be. Plain Python."""

import re
from collections.abc import Mapping
from typing import Any, Final

from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.engines.language import LANGUAGES

THEMES: Final[Mapping[str, tuple[str, str]]] = {
    "housing": (N_("Housing"), N_("Where people live and where new homes are planned.")),
    "environment": (N_("Streets and squares"), N_("What the city looks like where everyone walks.")),
    "transport": (N_("Transport"), N_("Roads, rails, stations and depots.")),
    "industry": (N_("Industry"), N_("Plants, stores and energy.")),
    "stagnating": (N_("Stagnating areas"), N_("Land that lies idle or decays and is to be brought back to life.")),
    "commerce": (N_("Commerce and services"), N_("Shops, offices, schools, hospitals and other services.")),
    "ecology": (N_("Ecology"), N_("Parks, rivers, foothills and what protects them.")),
    "historic_centre": (N_("Historic centre"), N_("Old quarters and the boundary inside which they are kept.")),
}
"""Code → name, and a sentence about what is shown. The map shows one theme at a time, in this order."""

HILUCS: Final[Mapping[str, str]] = {
    "1": N_("Primary production"), "1_1": N_("Agriculture"), "1_2": N_("Forestry"), "1_3": N_("Mining and quarrying"),
    "1_4": N_("Aquaculture and fishing"), "1_5": N_("Other primary production"),
    "2": N_("Secondary production"), "2_1": N_("Raw industry"), "2_2": N_("Heavy end product industry"),
    "2_3": N_("Light end product industry"), "2_4": N_("Energy production"), "2_5": N_("Other industry"),
    "3": N_("Services"), "3_1": N_("Commercial services"),
    "3_2": N_("Financial, professional and information services"),
    "3_3": N_("Community services"), "3_4": N_("Culture, entertainment and recreation"), "3_5": N_("Other services"),
    "4": N_("Transport networks, logistics and utilities"), "4_1": N_("Transport networks"),
    "4_2": N_("Logistics and storage"), "4_3": N_("Utilities"),
    "5": N_("Residential use"), "5_1": N_("Permanent residential use"),
    "5_2": N_("Residential use with other compatible uses"), "5_3": N_("Other residential use"),
    "6": N_("Other uses"), "6_1": N_("Transitional areas"), "6_2": N_("Abandoned areas"),
    "6_3": N_("Natural areas not in other economic use"), "6_4": N_("Areas where any use is allowed"),
    "6_5": N_("Areas without a planned use"), "6_6": N_("Use not known"),
}  # fmt: skip
"""The first two levels of the land use classification of INSPIRE (Hierarchical INSPIRE Land Use Classification)."""

PATTERNS: Final[Mapping[str, str]] = {
    "plain": "", "lines": "M-4 4L4-4M0 16L16 0M12 20L20 12", "back": "M-4 12L4 20M0 0L16 16M12-4L20 4",
    "cross": "M-4 4L4-4M0 16L16 0M12 20L20 12M-4 12L4 20M0 0L16 16M12-4L20 4", "dots": "M3 4h2M11 12h2",
    "grid": "M8 0V16M0 8H16", "waves": "M0 8q4-6 8 0t8 0", "steps": "M0 4H16M0 12H16",
}  # fmt: skip
"""Beside the colour, for eyes and printers that know none: name → strokes on a tile of 16 × 16, as SVG writes them."""
KINDS: Final[Mapping[str, str]] = {
    "red_line": N_("Red line"), "sanitary_zone": N_("Sanitary zone"), "water_protection": N_("Water protection"),
    "historic_centre": N_("Historic centre"), "other": N_("Other rule"),
}  # fmt: skip
"""Rules drawn over the zones."""
ALLOWED: Final[Mapping[str, str]] = {
    "yes": N_("allowed"), "condition": N_("on conditions"), "no": N_("not allowed"),
}  # fmt: skip
HIGHEST: Final[Mapping[str, int]] = {"height_m": 1000, "storeys": 200, "density": 200_000}
"""Beyond these a limit is a slip of the pen: metres, storeys, m² of floor per hectare."""
KEY: Final = re.compile(r"[\w.\-№ ]{1,60}")
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_NUMBER: Final = re.compile(r"\d+([.,]0+)?")
NEEDED: Final = ("kk", "ru")


def check_class(row: Mapping[str, Any]) -> Answer:
    """This will say whether a row of the code table can be kept."""
    code = row.get("code", "")
    if not code or len(code) > 20 or not KEY.fullmatch(code):  # noqa: PLR2004, the column
        return no("class_code", N_("A class of zones needs a code of at most 20 signs: %(code)s."), code=code)
    if not all(row.get("name", {}).get(language) for language in NEEDED):
        return no("class_name", N_("Name the class %(code)s in Kazakh and in Russian."), code=code)
    if row.get("hilucs") not in HILUCS:
        return no("hilucs", N_("The class %(code)s names a code HILUCS does not have."), code=code)
    if row.get("theme") not in THEMES:
        return no("theme", N_("There is no such theme: %(theme)s."), theme=row.get("theme", ""))
    if not _COLOUR.fullmatch(row.get("colour", "")) or row.get("pattern", "plain") not in PATTERNS:
        return no("look", N_("The class %(code)s needs a colour like #a1b2c3 and a known pattern."), code=code)
    return YES


def check_theme(theme: str) -> Answer:
    """This will say whether the map has this theme."""
    return YES if theme in THEMES else no("theme", N_("There is no such theme: %(theme)s."), theme=theme)


def limit(name: str, value: Any) -> tuple[int | None, Answer]:
    """This will read a limit as a file has it: a whole number, or nothing."""
    if value is None or value == "":
        return None, YES
    text = str(value).strip()
    if not _NUMBER.fullmatch(text) or not 0 < int(re.split("[.,]", text)[0]) <= HIGHEST[name]:
        return None, no(
            "limit",
            N_("%(name)s is a whole number from 1 to %(most)s, not “%(value)s”."),
            name=name,
            most=HIGHEST[name],
            value=text[:40],
        )
    return int(re.split("[.,]", text)[0]), YES


def uses(text: str) -> tuple[list[dict[str, str]], Answer]:
    """This will read uses as a file has them: "5_1: yes; 3_1: condition"."""
    found = []
    for part in filter(None, (one.strip() for one in re.split("[;,]", text))):
        use, _, allowed = (side.strip() for side in part.partition(":"))
        if use not in HILUCS or allowed not in ALLOWED:
            return [], no("uses", N_("A use is written like “3_1: condition”, not “%(part)s”."), part=part[:40])
        found.append({"use": use, "allowed": allowed})
    return found, YES


def localized(values: Mapping[str, Any], name: str) -> dict[str, str]:
    """This will gather name_kk, name_ru, name_en of a file into one text; a plain `name` is Kazakh and Russian."""
    found = {code: str(values[f"{name}_{code}"]).strip() for code in LANGUAGES if values.get(f"{name}_{code}")}
    if not found and (plain := str(values.get(name) or "").strip()):
        return {"kk": plain, "ru": plain}
    return {code: text for code, text in found.items() if text}
