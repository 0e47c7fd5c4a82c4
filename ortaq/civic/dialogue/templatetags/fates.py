"""How fates are worded on pages: what became of something, and how its answer keeps its date."""

from typing import TYPE_CHECKING

from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.dialogue.queries.fates import Line

register = Library()

FATES: dict[str, tuple[str | Promise, str]] = {
    "adopted": (pgettext_lazy("fate", "adopted"), "good"),
    "partly": (pgettext_lazy("fate", "partly adopted"), "good"),
    "planned": (pgettext_lazy("fate", "already planned"), "now"),
    "not_adopted": (pgettext_lazy("fate", "not adopted"), "off"),
    "outside": (pgettext_lazy("fate", "outside the city's powers"), "plain"),
    "open": (pgettext_lazy("fate", "waits for an answer"), "wait"),
    "overdue": (pgettext_lazy("fate", "the answer is late"), "late"),
}
"""Word and tone; "open" and "overdue" stand where no fate is given yet."""


@register.filter
def fate_name(fate: str) -> str:
    """Write what became of something."""
    return str(FATES[fate or "open"][0])


@register.filter
def fate_state(line: "Line") -> SafeString:
    """Render the fate of a cluster, or that its answer is awaited or late."""
    waits = "overdue" if line.standing == "overdue" else "open"
    return draw_state(*FATES[line.cluster.fate or waits])


@register.filter
def fate_drawn(fate: str) -> SafeString:
    """Render a fate that was given."""
    return draw_state(*FATES[fate or "open"])
