"""How changes of a village plan are worded: which part, and what it says otherwise than before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from ortaq.civic.plans.rules.village_changes import Change
from ortaq.civic.plans.templatetags.village import KINDS, THEMES, measured
from ortaq.core.ui.dates import write_day
from ortaq.core.ui.numbers import write_money, write_number
from ortaq.core.ui.templatetags.ui_formats import language, localized
from ortaq.core.ui.templatetags.ui_parts import state as draw_state
from ortaq.engines.language import LANGUAGES
from ortaq.engines.language.comparing import Piece, compare

register = Library()
Word = str | Promise

CHANGES: Final[Mapping[str, tuple[Word, str]]] = {
    "kept": (pgettext_lazy("part of a plan", "kept"), "plain"),
    "changed": (pgettext_lazy("part of a plan", "changed"), "now"),
    "new": (pgettext_lazy("part of a plan", "new"), "good"),
    "gone": (pgettext_lazy("part of a plan", "taken out"), "off"),
}
"""Word and tone."""
PARTS: Final[Mapping[str, Word]] = {
    "need": pgettext_lazy("part of a plan", "Need"),
    "measure": pgettext_lazy("part of a plan", "Measure"),
    "resource": pgettext_lazy("part of a plan", "Resource"),
    "result": pgettext_lazy("part of a plan", "Result"),
}
LABELS: Final[Mapping[str, Word]] = {
    "title": pgettext_lazy("of a plan's part", "Name"),
    "text": pgettext_lazy("of a plan's part", "Description"),
    "theme": pgettext_lazy("of a plan's part", "Theme"),
    "dots": pgettext_lazy("of a plan's part", "Dots"),
    "groups": pgettext_lazy("of a plan's part", "Named by"),
    "cause_of": pgettext_lazy("of a plan's part", "Cause of"),
    "gathering": pgettext_lazy("of a plan's part", "Meeting"),
    "put_off": pgettext_lazy("of a plan's part", "Put off"),
    "need": pgettext_lazy("of a plan's part", "Need"),
    "responsible": pgettext_lazy("of a plan's part", "Responsible"),
    "due_on": pgettext_lazy("of a plan's part", "Due"),
    "place": pgettext_lazy("of a plan's part", "Place"),
    "measure": pgettext_lazy("of a plan's part", "Measure"),
    "kind": pgettext_lazy("of a plan's part", "Where it comes from"),
    "planned": pgettext_lazy("of a plan's part", "Planned"),
    "year": pgettext_lazy("of a plan's part", "Year"),
    "note": pgettext_lazy("of a plan's part", "What it is"),
    "unit": pgettext_lazy("of a plan's part", "Unit"),
    "baseline": pgettext_lazy("of a plan's part", "Baseline"),
    "baseline_on": pgettext_lazy("of a plan's part", "Day of the baseline"),
    "target": pgettext_lazy("of a plan's part", "Target"),
    "target_on": pgettext_lazy("of a plan's part", "Day of the target"),
}
WORDS: Final = ("title", "text", "put_off", "responsible", "note", "unit")
"""Localized; compared word by word."""
DAYS: Final = ("due_on", "baseline_on", "target_on", "gathering")
LINKS: Final = ("need", "measure", "cause_of")
"""Keys of other parts: told by their names."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a part says otherwise: word by word where it is a text, else before and after."""

    label: Word
    pieces: list[Piece]
    was: str = ""
    now: str = ""
    lang: str = ""


@register.filter
def part_change(kind: str) -> SafeString:
    """Render what became of a part."""
    return draw_state(*CHANGES[kind])


@register.filter
def part_kind(change: Change) -> str:
    """Write which kind of part it is."""
    return str(PARTS[change.part])


@register.filter
def part_worth(change: Change) -> str:
    """Write what a resource is beside the measure it belongs to; "" for all other parts."""
    says = change.after or change.before or {}
    if change.part != "resource":
        return ""
    worth = write_money(says["planned"], language=language()) if says["planned"] else ""
    return ", ".join(filter(None, [str(KINDS[says["kind"]]), worth]))


@register.simple_tag
def differences(change: Change, titles: Mapping[str, Mapping[str, str]]) -> list[Difference]:
    """Give what a changed part says otherwise, field by field; [] for a new one and one that is gone.

    titles: names of parts by key and of groups by code.
    """
    before, after = change.before or {}, change.after or {}
    return [_difference(name, before.get(name), after[name], titles) for name in change.differs]


def _difference(name: str, was: Any, now: Any, titles: Mapping[str, Mapping[str, str]]) -> Difference:
    if name in WORDS:
        code = _language_of(was or {}, now or {})
        pieces = compare((was or {}).get(code, ""), (now or {}).get(code, ""))
        return Difference(LABELS[name], pieces, lang=code)
    return Difference(LABELS[name], [], _written(name, was, titles) or "—", _written(name, now, titles) or "—")


def _language_of(was: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The language of the page if the text changed in it, else the first it changed in."""
    changed = [code for code in (language(), *LANGUAGES) if was.get(code, "") != now.get(code, "")]
    return changed[0] if changed else language()


def _written(name: str, value: Any, titles: Mapping[str, Mapping[str, str]]) -> str:
    if value in (None, "", []):
        return ""
    if name in DAYS:
        return write_day(value, language=language())
    if name in LINKS:
        return localized(titles.get(value)) or str(value)
    if name == "groups":
        return ", ".join(localized(titles.get(code)) or code for code in value)
    return WRITERS.get(name, str)(value)


WRITERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "theme": lambda code: str(THEMES[code]),
    "kind": lambda code: str(KINDS[code]),
    "planned": lambda tiyn: write_money(tiyn, language=language()),
    "dots": lambda dots: write_number(dots, language=language()),
    "baseline": measured,
    "target": measured,
    "place": lambda place: ", ".join(write_number(one, language=language(), places=5) for one in reversed(place)),
}
