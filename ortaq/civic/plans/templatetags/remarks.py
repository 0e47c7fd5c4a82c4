"""How remarks are worded and drawn: where they stand, what an amendment puts, how a part became another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.plans.rules.remarks import LIMITS
from ortaq.core.ui.numbers import write_number
from ortaq.core.ui.templatetags.ui_formats import language, localized
from ortaq.core.ui.templatetags.ui_parts import state as draw_state
from ortaq.engines.language.comparing import Piece, compare

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Anchor, Remark

register = Library()

STATES: dict[str, tuple[str | Promise, str]] = {
    "held": (pgettext_lazy("remark", "waits for a look"), "wait"),
    "shown": (pgettext_lazy("remark", "shown"), "now"),
    "rejected": (pgettext_lazy("remark", "not shown"), "off"),
    "withdrawn": (pgettext_lazy("remark", "withdrawn"), "off"),
}


@register.filter
def remark_state(remark: "Remark") -> SafeString:
    """Render where a remark stands: {{ remark|remark_state }}."""
    return draw_state(*STATES[remark.state])


@register.filter
def limit_words(limits: Mapping[str, Any]) -> str:
    """Write limits of a zone: "at most 5 storeys, at most 15 m"; "" where there are none."""
    said = {
        "storeys": _("storeys at most: %(n)s"), "height_m": _("height at most: %(n)s m"),
        "density": _("density at most: %(n)s m² of floor per hectare"),
    }  # fmt: skip
    given = ((name, limits.get(name)) for name in said)
    return ", ".join(said[name] % {"n": write_number(n, language=language())} for name, n in given if n)


@register.filter
def limits_of(zone: Any) -> dict[str, Any]:
    """Give the limits of a zone by their names."""
    return {name: getattr(zone, name) for name in LIMITS}


@dataclass(frozen=True, slots=True)
class Difference:
    """Before and after of something: word by word where it is a text, else as two sentences; `lang` of the text."""

    pieces: list[Piece]
    was: str = ""
    now: str = ""
    lang: str = ""


def _of_words(before: Mapping[str, str], text: str) -> Difference:
    """Proposed words beside the paragraph, in the language they share most with."""
    found = {code: compare(words, text) for code, words in before.items() if words}
    if not found:
        return Difference(compare("", text))
    nearest = max(found, key=lambda code: sum(len(one.text) for one in found[code] if one.kind == "same"))
    return Difference(found[nearest], lang=nearest)


@register.simple_tag
def proposed(remark: "Remark", anchor: "Anchor | None") -> Difference | None:
    """Give what an amendment would change on the part it was written for; None for all other remarks."""
    if not remark.proposal or anchor is None:
        return None
    if anchor.paragraph is not None:
        return _of_words(anchor.paragraph.text, remark.proposal["text"])
    if anchor.zone is not None:
        was = limit_words({name: getattr(anchor.zone, name) for name in remark.proposal})
        return Difference([], was or _("no limit"), limit_words(remark.proposal))
    return Difference([], now=remark.proposal.get("text") or limit_words(remark.proposal))


@register.simple_tag
def became(before: "Anchor | None", after: "Anchor", under: Any = None) -> Difference | None:
    """Give how a part a remark stands on became another one; None where it did not, or where it is gone.

    `under` are the zones under a drawn shape, before and now.
    """
    if before is None or after.state != "changed":
        return None
    if under:
        was, now = ("; ".join(_zone_words(zone) for zone in zones) or _("Nothing is planned here.") for zones in under)
        return Difference([], was, now)
    if before.paragraph is not None and after.paragraph is not None:
        return _of_paragraph(before.paragraph.text, after.paragraph.text)
    if before.zone is not None and after.zone is not None:
        return Difference([], _zone_words(before.zone), _zone_words(after.zone))
    if before.measure is not None and after.measure is not None:
        return Difference(compare(_measure_words(before.measure), _measure_words(after.measure)))
    if before.layer is not None and after.layer is not None:
        return Difference(compare(localized(before.layer.title), localized(after.layer.title)))
    return None


def _of_paragraph(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """In the language of the page where it changed there, else in the first it changed in."""
    codes = [language(), *before, *after]
    changed = next((code for code in codes if before.get(code, "") != after.get(code, "")), codes[0])
    return Difference(compare(before.get(changed, ""), after.get(changed, "")), lang=changed)


def _zone_words(zone: Any) -> str:
    return ", ".join(filter(None, [localized(zone.zone_class.name), limit_words(limits_of(zone))]))


def _measure_words(measure: Any) -> str:
    return " ".join(filter(None, [localized(measure.title), localized(measure.text), localized(measure.responsible)]))


@register.filter
def said_of(counts: Mapping[str, int], key: str) -> int:
    """Give how many remarks there are about the part with this key: {{ counts|said_of:one.key }}."""
    return counts.get(key, 0)
