"""How a village plan is worded and drawn: themes, kinds of resources, states of measures, dots, results."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.template import Library
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.plans.rules.needs import WITHOUT_MONEY
from ortaq.core.ui.numbers import write_number, write_percent
from ortaq.core.ui.templatetags.ui_formats import language, localized, tenge
from ortaq.core.ui.templatetags.ui_parts import state as draw_state

register = Library()
Word = str | Promise

THEMES: Final[Mapping[str, Word]] = {
    "water": pgettext_lazy("need", "Water"),
    "roads": pgettext_lazy("need", "Roads"),
    "communication": pgettext_lazy("need", "Telephone and internet"),
    "energy": pgettext_lazy("need", "Power, gas and heat"),
    "school": pgettext_lazy("need", "School and kindergarten"),
    "health": pgettext_lazy("need", "Health"),
    "work": pgettext_lazy("need", "Work and income"),
    "land": pgettext_lazy("need", "Land and pasture"),
    "housing": pgettext_lazy("need", "Housing"),
    "waste": pgettext_lazy("need", "Waste"),
    "culture": pgettext_lazy("need", "Culture and sport"),
    "safety": pgettext_lazy("need", "Safety"),
}
KINDS: Final[Mapping[str, Word]] = {
    "republican": pgettext_lazy("resource", "Republican budget"),
    "regional": pgettext_lazy("resource", "Budget of the region"),
    "district": pgettext_lazy("resource", "Budget of the district"),
    "okrug": pgettext_lazy("resource", "Budget of the rural okrug"),
    "business": pgettext_lazy("resource", "Business"),
    "donor": pgettext_lazy("resource", "Donor"),
    "own_labour": pgettext_lazy("resource", "Own labour"),
    WITHOUT_MONEY: pgettext_lazy("resource", "Without budget money"),
}
STATES: Final[Mapping[str, tuple[Word, str]]] = {
    "planned": (pgettext_lazy("measure", "planned"), "plain"),
    "running": (pgettext_lazy("measure", "under way"), "now"),
    "done": (pgettext_lazy("measure", "done"), "good"),
    "stopped": (pgettext_lazy("measure", "stopped"), "off"),
    "late": (pgettext_lazy("measure", "late"), "late"),
}
"""Word and tone; "late" stands beside the state of a measure whose day has passed."""
MEETINGS: Final[Mapping[str, Word]] = {
    "assembly": pgettext_lazy("meeting", "Assembly of the local community"),
    "gathering": pgettext_lazy("meeting", "Gathering of residents"),
    "group_meeting": pgettext_lazy("meeting", "Meeting of a group"),
}
BAR: Final = 100
"""Units a bar is wide."""


@register.filter
def need_theme(code: str) -> str:
    """Write what a need is about."""
    return str(THEMES[code])


@register.filter
def resource_kind(code: str) -> str:
    """Write where a resource comes from."""
    return str(KINDS[code])


@register.filter
def meeting_kind(code: str) -> str:
    """Write what kind of meeting it was."""
    return str(MEETINGS[code])


@register.filter
def measure_state(code: str) -> SafeString:
    """Render where a measure stands."""
    return draw_state(*STATES[code])


@register.filter
def rule_source(rule: Any) -> str:
    """Write the acts a rule about meetings comes from."""
    return _(rule.source)


@register.filter
def measured(value: Decimal | None) -> str:
    """Write a value of a result with the decimals it has: 37.500 → "37,5"."""
    if value is None:
        return "—"
    exact = value.normalize()
    exponent = exact.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return write_number(exact, language=language(), places=places)


@register.filter
def resource_sum(resource: Any) -> str:
    """Write what a resource is worth; what has no sum says so."""
    if resource.kind == WITHOUT_MONEY:
        return _("0 ₸ of a budget")
    return tenge(resource.planned) if resource.planned else _("no sum")


@register.simple_tag
def bar(value: int, most: int, label: str = "") -> SafeString:
    """Render a small bar, `value` of `most`; the number stands beside it in words."""
    wide = BAR * min(max(int(value), 0), most) / most if most else 0
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="village-bar" viewBox="0 0 100 10" preserveAspectRatio="none" {}>'
        '<rect class="rail" width="100" height="10" rx="2"/><rect class="fill" width="{}" height="10" rx="2"/></svg>',
        role,
        f"{wide:.1f}",
    )


@register.simple_tag
def result_bar(line: Any) -> SafeString:
    """Render how far a result has come from its baseline to its target; the figures stand below in words."""
    label = _("%(percent)s of the way from %(baseline)s to %(target)s") % {
        "percent": write_percent(line.percent, language=language()),
        "baseline": measured(line.result.baseline),
        "target": measured(line.result.target),
    }
    return format_html(
        '<svg class="result-bar" viewBox="0 0 100 14" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="rail" y="3" width="100" height="8"/><rect class="fill" y="3" width="{}" height="8"/>'
        '<path class="ends" d="M.4 0V14M99.6 0V14"/></svg>',
        label,
        line.percent,
    )


@register.filter
def figure(text: str | None) -> str:
    """Write a value of a result that was kept as text; a dash for none."""
    return measured(Decimal(text)) if text else "—"


@register.filter
def groups_named(codes: list[str], names: Mapping[str, Mapping[str, str]]) -> str:
    """Write the groups that named a need, by their names."""
    return ", ".join(localized(names[code]) for code in codes if code in names)
