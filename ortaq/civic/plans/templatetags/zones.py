"""How zones are worded and drawn: areas in hectares, the sign of a class, kinds of rules."""

from typing import TYPE_CHECKING

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ortaq.civic.plans.rules.zones import ALLOWED, KINDS, PATTERNS
from ortaq.core.ui.numbers import write_number
from ortaq.core.ui.templatetags.ui_formats import language, localized

if TYPE_CHECKING:
    from ortaq.civic.plans.models import ZoneClass

register = Library()
HECTARE = 10_000
FINE = 10
"""Hectares below which a tenth is told."""


@register.filter
def hectares(m2: float) -> str:
    """Write an area: 12.3 ha."""
    figure = m2 / HECTARE
    places = 1 if abs(figure) < FINE else 0
    return _("%(figure)s ha") % {"figure": write_number(round(figure, places), language=language(), places=places)}


@register.filter
def gained(m2: float) -> str:
    """Write how much land was won or lost, with its sign."""
    return ("+" if m2 > 0 else "−" if m2 < 0 else "") + hectares(abs(m2))


def tile(zone_class: "ZoneClass") -> dict[str, str]:
    """This will give what the map draws a class with."""
    draw = PATTERNS.get(zone_class.pattern, "")
    return {"name": localized(zone_class.name), "colour": zone_class.colour, "draw": draw}


@register.filter
def zone_sign(zone_class: "ZoneClass") -> SafeString:
    """Render the colour and the pattern of a class."""
    return format_html(
        '<svg class="zone-sign" viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16" fill="{}" '
        'fill-opacity=".55"/><path d="{}" fill="none" stroke="#16202a" stroke-width="1.4"/></svg>',
        zone_class.colour,
        PATTERNS.get(zone_class.pattern, ""),
    )


@register.filter
def rule_kind(kind: str) -> str:
    """Write what kind of rule it is."""
    return _(KINDS[kind])


@register.filter
def allowed(code: str) -> str:
    """Write whether a use is allowed."""
    return _(ALLOWED[code])
