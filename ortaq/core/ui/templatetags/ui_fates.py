"""How fates and the groups people speak for are worded on every page that has them."""

from typing import Final

from django.template import Library
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from ortaq.core.ui.templatetags.ui_parts import state as draw_state

register = Library()
Word = str | Promise

FATES: dict[str, tuple[Word, str]] = {
    "adopted": (pgettext_lazy("fate", "adopted"), "good"),
    "partly": (pgettext_lazy("fate", "partly adopted"), "good"),
    "planned": (pgettext_lazy("fate", "already planned"), "now"),
    "not_adopted": (pgettext_lazy("fate", "not adopted"), "off"),
    "outside": (pgettext_lazy("fate", "outside the city's powers"), "plain"),
    "open": (pgettext_lazy("fate", "waits for an answer"), "wait"),
    "overdue": (pgettext_lazy("fate", "the answer is late"), "late"),
}
"""Word and tone; "open" and "overdue" stand where no fate is given yet."""

LENSES: Final[dict[str, Word]] = {
    "stroller": pgettext_lazy("lens", "With a stroller"),
    "wheelchair": pgettext_lazy("lens", "In a wheelchair"),
    "blind": pgettext_lazy("lens", "See badly or not at all"),
    "deaf": pgettext_lazy("lens", "Hear badly or not at all"),
    "elderly": pgettext_lazy("lens", "Over 60"),
    "child": pgettext_lazy("lens", "Under 18"),
    "student": pgettext_lazy("lens", "Students"),
    "large_family": pgettext_lazy("lens", "Large families"),
    "pedestrian": pgettext_lazy("lens", "Mostly on foot"),
    "cyclist": pgettext_lazy("lens", "By bicycle"),
    "transit": pgettext_lazy("lens", "By bus and metro"),
    "driver": pgettext_lazy("lens", "By car"),
    "business": pgettext_lazy("lens", "Small business"),
    "newcomer": pgettext_lazy("lens", "New in the city"),
    "village": pgettext_lazy("lens", "In the villages around"),
}
"""code → words, as `core.discussion.rules.lenses` has them."""
NONE_OF_THESE: Final = pgettext_lazy("lens", "None of these")


@register.filter
def fate_name(fate: str) -> str:
    """Write what became of something."""
    return str(FATES[fate or "open"][0])


@register.filter
def fate_drawn(fate: str) -> SafeString:
    """Render a fate that was given."""
    return draw_state(*FATES[fate or "open"])


@register.filter
def lens_name(code: str) -> Word:
    """Write a group people speak for: {{ lens|lens_name }}."""
    return LENSES.get(code, NONE_OF_THESE if code else "")
