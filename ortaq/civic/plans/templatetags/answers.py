"""How answers to remarks are drawn: the fate, the part a remark stands on, what became of that part."""

from typing import TYPE_CHECKING, Any

from django.template import Library
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import pgettext_lazy

from ortaq.civic.plans.templatetags.plans import said_in
from ortaq.core.ui.templatetags.ui_fates import FATES
from ortaq.core.ui.templatetags.ui_formats import localized
from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Anchor, Remark
    from ortaq.civic.plans.queries.answers import Line

register = Library()
QUOTE = 90
"""Signs of a part that are quoted."""

PARTS: dict[str, str | Promise] = {
    "paragraph": pgettext_lazy("part of a plan", "Paragraph"),
    "zone": pgettext_lazy("part of a plan", "Zone"),
    "layer": pgettext_lazy("part of a plan", "Map"),
    "measure": pgettext_lazy("part of a plan", "Measure"),
    "resource": pgettext_lazy("part of a plan", "Budget line"),
    "shape": pgettext_lazy("part of a plan", "Place on the map"),
}
DRAWN: dict[str, str | Promise] = {
    "Point": pgettext_lazy("drawn on a map", "a point"),
    "LineString": pgettext_lazy("drawn on a map", "a line"),
    "Polygon": pgettext_lazy("drawn on a map", "an area"),
}
BECAME: dict[str, tuple[str | Promise, str]] = {
    "made": (pgettext_lazy("anchor", "said about this version"), "plain"),
    "kept": (pgettext_lazy("anchor", "the part is the same"), "plain"),
    "moved": (pgettext_lazy("anchor", "the part moved"), "now"),
    "changed": (pgettext_lazy("anchor", "the part changed"), "good"),
    "orphaned": (pgettext_lazy("anchor", "the part is gone"), "off"),
}
KINDS: dict[str, str | Promise] = {
    "comment": pgettext_lazy("remark", "Comment"),
    "idea": pgettext_lazy("remark", "Idea"),
    "amendment": pgettext_lazy("remark", "Amendment"),
}


@register.filter
def answer_state(line: "Line") -> SafeString:
    """Render the fate of a remark, or that its answer is awaited or late."""
    waits = "overdue" if line.standing == "overdue" else "open"
    return draw_state(*FATES[line.remark.fate or waits])


@register.filter
def became_state(anchor: "Anchor") -> SafeString:
    """Render what became of the part a remark stands on."""
    return draw_state(*BECAME[anchor.state])


@register.filter
def kind_of_remark(kind: str) -> str:
    """Write what a remark is."""
    return str(KINDS[kind])


@register.filter
def part_kind(anchor: "Anchor") -> str:
    """Write what kind of part it is: "Paragraph", "Zone"."""
    return str(PARTS[anchor.part])


def _part(anchor: "Anchor") -> Any:
    return getattr(anchor, anchor.part) if anchor.part != "shape" else None


@register.filter
def part_words(anchor: "Anchor | None", most: int = QUOTE) -> str:
    """Write the part a remark stands on with the beginning of its words: "Paragraph § 4: A block of flats…"."""
    if anchor is None:
        return ""
    words = _quoted(anchor)
    return f"{PARTS[anchor.part]}: {Truncator(words).chars(most)}" if words else str(PARTS[anchor.part])


def _quoted(anchor: "Anchor") -> str:
    part = _part(anchor)
    if anchor.part == "shape":
        return str(DRAWN[anchor.shape["type"]]) if anchor.shape else ""
    if part is None:
        return anchor.key
    match anchor.part:
        case "paragraph":
            return f"§ {part.key} {localized(part.text)}"
        case "zone":
            return f"{localized(part.name) or part.key}, {localized(part.zone_class.name)}"
        case "resource":
            return f"{localized(part.measure.title)} · {localized(part.note)}".removesuffix(" · ")
        case _:
            return localized(part.title)


@register.filter
def part_language(anchor: "Anchor | None") -> str:
    """Give the language the words of a part are shown in."""
    part = _part(anchor) if anchor else None
    return said_in(part.text) if part is not None and anchor is not None and anchor.part == "paragraph" else ""


@register.simple_tag
def part_href(anchor: "Anchor | None", code: str) -> str:
    """Give the address of the part a remark stands on, "" for a drawn shape and for a part that is not shown alone."""
    if anchor is None or _part(anchor) is None:
        return ""
    number = anchor.version.number
    if anchor.part == "paragraph":
        return f"{reverse('plans:text', args=[code, number])}#p-{anchor.key}"
    if anchor.part == "zone":
        return reverse("plans:zone", args=[code, number, anchor.key])
    if anchor.part == "layer":
        return f"{reverse('plans:map', args=[code, number])}?theme={_part(anchor).theme}"
    return ""


@register.filter
def answered_by(remark: "Remark") -> str:
    """Write the body that answers, by its short name."""
    return localized(remark.body.short_name)
