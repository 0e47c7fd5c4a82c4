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


OF_PLAN = ("progress", "gatherings")
"""Views that are the same for every version."""


def _place(plan: "Plan", version: "PlanVersion", key: str) -> list[Any]:
    return [plan.code] if key in OF_PLAN else [plan.code, version.number]


@register.inclusion_tag("plans/_tabs.html")
def plan_tabs(plan: "Plan", version: "PlanVersion | None", tab: str) -> dict[str, Any]:
    """Render the views of a version; a view of what it does not have is left out."""
    if version is None:
        return {"items": []}
    has = listing.parts_of(version)
    shown = [
        ("about", pgettext("plan", "About"), "plans:version", True),
        ("needs", _("Needs and measures"), "plans:needs", has.needs),
        ("progress", _("Progress"), "plans:progress", has.needs and version.published_at is not None),
        ("gatherings", _("Gatherings"), "plans:gatherings", has.gatherings),
        ("text", _("Text"), "plans:text", has.text),
        ("map", _("Map"), "plans:map", has.zones),
        ("changes", _("Changes"), "plans:changes", version.before_id is not None),
        ("remarks", _("What people say"), "plans:remarks", version.published_at is not None),
        ("answers", _("Answers"), "plans:answers", has.said and version.published_at is not None),
    ]
    items = [
        {"label": label, "href": reverse(name, args=_place(plan, version, key)), "current": tab == key, "count": None}
        for key, label, name, there in shown
        if there
    ]
    if has.grants:  # of the plan, not of one version
        href = reverse("plans:grants", args=[plan.code])
        items.append({"label": _("Micro-grants"), "href": href, "current": tab == "grants", "count": None})
    return {"items": items}
