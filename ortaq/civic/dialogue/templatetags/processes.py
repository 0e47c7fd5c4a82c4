"""How a process is worded on pages: its state, its phases, moments by its own clock, the views of one process."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.template import Library
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ortaq.civic.dialogue.queries import parts
from ortaq.core.ui.dates import write_moment
from ortaq.core.ui.navigation import LANGUAGE_NAMES
from ortaq.core.ui.templatetags.ui_formats import language, localized
from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process

register = Library()

STATES: dict[str, tuple[str | Promise, str]] = {
    "draft": (pgettext_lazy("dialogue", "draft"), "off"),
    "published": (pgettext_lazy("dialogue", "open"), "now"),
    "closed": (pgettext_lazy("dialogue", "closed"), "plain"),
}
PHASES: dict[str, str | Promise] = {
    "collect": pgettext_lazy("phase", "We collect ideas"),
    "discuss": pgettext_lazy("phase", "We discuss"),
    "vote": pgettext_lazy("phase", "We weigh up"),
    "answer": pgettext_lazy("phase", "The city answers"),
    "report": pgettext_lazy("phase", "We report"),
}
DEEDS: dict[str, str | Promise] = {
    "idea": pgettext_lazy("deed", "send ideas"),
    "comment": pgettext_lazy("deed", "comment"),
    "support": pgettext_lazy("deed", "support ideas"),
    "statement": pgettext_lazy("deed", "add statements"),
    "opinion": pgettext_lazy("deed", "agree or disagree with statements"),
}
RECIPES: dict[str, str | Promise] = {
    "forum": pgettext_lazy("recipe", "Forum on a theme"),
    "plan_review": pgettext_lazy("recipe", "Review of a plan"),
    "grant_contest": pgettext_lazy("recipe", "Ideas for a grant contest"),
    "corridor": pgettext_lazy("recipe", "Co-design of a corridor"),
    "village_plan": pgettext_lazy("recipe", "Plan of a village"),
    "workshops": pgettext_lazy("recipe", "Series of workshops"),
}

CONTENTS: dict[str, str | Promise] = {
    "explainer": pgettext_lazy("content", "Explainer"),
    "news": pgettext_lazy("content", "News"),
    "material": pgettext_lazy("content", "Material"),
    "partner": pgettext_lazy("content", "Partner"),
}
CONTENT_STATES: dict[str, tuple[str | Promise, str]] = {
    "draft": (pgettext_lazy("content", "draft"), "off"),
    "scheduled": (pgettext_lazy("content", "will be shown"), "wait"),
    "published": (pgettext_lazy("content", "shown"), "good"),
    "withdrawn": (pgettext_lazy("content", "taken back"), "plain"),
}
MATERIALS: dict[str, str | Promise] = {
    "document": pgettext_lazy("material", "Document"),
    "slides": pgettext_lazy("material", "Slides"),
    "recording": pgettext_lazy("material", "Recording"),
}
LANGUAGE_STATES: dict[str, tuple[str | Promise, str]] = {
    "missing": (pgettext_lazy("language", "missing"), "late"),
    "machine": (pgettext_lazy("language", "translated by a machine"), "wait"),
    "reviewed": (pgettext_lazy("language", "reviewed"), "good"),
}


@register.filter
def content_kind(kind: str) -> str:
    """Write what kind of text it is."""
    return str(CONTENTS[kind])


@register.filter
def content_state(state: str) -> SafeString:
    """Render where a text stands."""
    return draw_state(*CONTENT_STATES[state])


@register.filter
def material_name(material: str) -> str:
    """Write what a material is."""
    return str(MATERIALS[material])


@register.filter
def language_state(state: str) -> SafeString:
    """Render the state of one language of a text."""
    return draw_state(*LANGUAGE_STATES[state])


@register.simple_tag
def language_states(version: Any) -> SafeString:
    """Render the languages of a version that still need somebody: "Eng missing"."""
    drawn = []
    for code, (short, _full) in LANGUAGE_NAMES.items():
        word, tone = LANGUAGE_STATES[version.states.get(code, "missing")]
        if tone != "good":
            drawn.append((draw_state(f"{short}: {word}", tone),))
    return format_html_join(" ", "{}", drawn)


@register.filter
def recipe_says(recipe: Any) -> str:
    """Write what a recipe makes."""
    return _(recipe.says)


@register.filter
def process_state(state: str) -> SafeString:
    """Render where a process stands."""
    return draw_state(*STATES[state])


@register.filter
def phase_name(phase: Any) -> str:
    """Write a phase's own title, or the name of its kind."""
    return localized(getattr(phase, "title", None)) or str(PHASES[phase.kind])


@register.filter
def deed_words(deeds: "list[str] | tuple[str, ...]") -> str:
    """Write what a phase opens: "send ideas, comment"."""
    return ", ".join(str(DEEDS[deed]) for deed in deeds)


@register.filter
def recipe_name(recipe: str) -> str:
    """Write the name of a recipe."""
    return str(RECIPES[recipe])


@register.simple_tag
def zoned(value: datetime | None, zone: str) -> SafeString:
    """Render a moment by the clock of a zone, with the zone: "1 March 2027, 18:00 (UTC+5)"."""
    if value is None:
        return SafeString("—")
    there = value.astimezone(ZoneInfo(zone))
    said = f"{write_moment(there.replace(tzinfo=None), language=language())} ({offset(there)})"
    return format_html('<time datetime="{}">{}</time>', there.isoformat(), said)


@register.simple_tag
def zoned_span(begins: datetime, ends: datetime, zone: str) -> SafeString:
    """Render a stretch of time by the clock of a zone; the zone is named once unless it changes in between."""
    first, last = begins.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    if offset(first) != offset(last):
        return format_html("{} – {}", zoned(begins, zone), zoned(ends, zone))
    said = write_moment(first.replace(tzinfo=None), language=language())
    return format_html('<time datetime="{}">{}</time> – {}', first.isoformat(), said, zoned(ends, zone))


def offset(there: datetime) -> str:
    """This will write how far a local moment is from UTC: "UTC+5", "UTC−3:30"."""
    shift = there.utcoffset()
    minutes = int(shift.total_seconds() // 60) if shift else 0
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}"


@register.inclusion_tag("dialogue/_tabs.html")
def process_tabs(process: "Process", tab: str) -> dict[str, Any]:
    """Render the views of a process; a view of what it does not have is left out."""
    has = parts.of_process(process)
    shown = [
        ("about", _("About"), "dialogue:process", True),
        ("ideas", _("Ideas"), "dialogue:ideas", has.ideas),
        ("statements", _("Statements"), "dialogue:statements", has.statements),
        ("forums", _("Forums"), "dialogue:process_forums", has.forums),
        ("answers", _("Answers"), "dialogue:answers", has.answers),
        ("read", _("To read"), "dialogue:read", has.read),
        ("timeline", _("Timeline"), "dialogue:timeline", True),
    ]
    items = [
        {"label": label, "href": reverse(name, args=[process.code]), "current": tab == key, "count": None}
        for key, label, name, there in shown
        if there
    ]
    return {"items": items}
