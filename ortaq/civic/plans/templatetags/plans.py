"""How a plan is worded on pages: its kind, its stages, its paragraphs, the views of one version."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.template import Library
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from ortaq.civic.plans.queries import listing
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.core.ui.templatetags.ui_parts import state as draw_state
from ortaq.engines.language import LANGUAGES

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion

register = Library()

KINDS: dict[str, str | Promise] = {
    "general_plan": pgettext_lazy("plan", "General Plan"),
    "village_plan": pgettext_lazy("plan", "Plan of a village"),
    "scheme": pgettext_lazy("plan", "Inter-regional scheme"),
}
MANY: dict[str, str | Promise] = {
    "general_plan": pgettext_lazy("plan", "General Plans"),
    "village_plan": pgettext_lazy("plan", "Plans of villages"),
    "scheme": pgettext_lazy("plan", "Inter-regional schemes"),
}
STAGES: dict[str, tuple[str | Promise, str]] = {
    "concept": (pgettext_lazy("plan", "concept"), "plain"),
    "draft": (pgettext_lazy("plan", "draft"), "plain"),
    "hearing": (pgettext_lazy("plan", "at the hearing"), "now"),
    "adopted": (pgettext_lazy("plan", "adopted"), "good"),
    "in_force": (pgettext_lazy("plan", "in force"), "good"),
    "superseded": (pgettext_lazy("plan", "superseded"), "off"),
}
CHANGES: dict[str, tuple[str | Promise, str]] = {
    "kept": (pgettext_lazy("paragraph", "kept"), "plain"),
    "changed": (pgettext_lazy("paragraph", "changed"), "now"),
    "moved": (pgettext_lazy("paragraph", "moved"), "plain"),
    "new": (pgettext_lazy("paragraph", "new"), "good"),
    "gone": (pgettext_lazy("paragraph", "taken out"), "off"),
}


@register.filter
def plan_kind(kind: str) -> str:
    """Write what kind of plan it is."""
    return str(KINDS[kind])


@register.filter
def plan_kinds(kind: str) -> str:
    """Write the kind as the heading of a list."""
    return str(MANY[kind])


@register.filter
def plan_stage(version: "PlanVersion") -> SafeString:
    """Render where a version stands; one in the making says so."""
    if version.published_at is None:
        return format_html("{} {}", draw_state(_("in the making"), "wait"), draw_state(*STAGES[version.stage]))
    return draw_state(*STAGES[version.stage])


@register.filter
def change_kind(kind: str) -> SafeString:
    """Render what became of a paragraph."""
    return draw_state(*CHANGES[kind])


@register.filter
def said_in(text: Mapping[str, str]) -> str:
    """Give the language a text is shown in: that of the page, else the first it has."""
    wanted = language()
    return wanted if text.get(wanted) else next((code for code in LANGUAGES if text.get(code)), wanted)


@register.filter
def pieces_of(change: Any) -> Any:
    """Give the words of a changed paragraph in the language of the page, else in the first it changed in."""
    wanted = language()
    sides = [side for side in (change.before, change.after) if side]
    if any(side.get(wanted) for side in sides):
        return change.pieces(wanted)
    return change.pieces(next(code for code in LANGUAGES if any(side.get(code) for side in sides)))


@register.inclusion_tag("plans/_tabs.html")
def plan_tabs(plan: "Plan", version: "PlanVersion | None", tab: str) -> dict[str, Any]:
    """Render the views of a version; a view of what it does not have is left out."""
    if version is None:
        return {"items": []}
    has = listing.parts_of(version)
    shown = [
        ("about", pgettext("plan", "About"), "plans:version", True),
        ("text", _("Text"), "plans:text", has.text),
        ("map", _("Map"), "plans:map", has.zones),
        ("changes", _("Changes"), "plans:changes", version.before_id is not None),
    ]
    items = [
        {"label": label, "href": reverse(name, args=[plan.code, version.number]), "current": tab == key, "count": None}
        for key, label, name, there in shown
        if there
    ]
    return {"items": items}
