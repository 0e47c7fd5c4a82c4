"""How ideas are worded on pages: `{% load ideas %}`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.template import Library
from django.utils.safestring import SafeString

from ortaq.civic.dialogue.forms import idea_choices as words
from ortaq.core.ui.numbers import write_percent
from ortaq.core.ui.templatetags.ui_formats import language, localized
from ortaq.core.ui.templatetags.ui_parts import state as draw_state

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Idea, Process

register = Library()


@register.filter
def theme_name(code: str) -> Any:
    """Write a theme: {{ idea.theme|theme_name }}."""
    return words.THEMES.get(code, "")


@register.filter
def idea_state(idea: "Idea") -> SafeString:
    """Render where an idea stands: {{ idea|idea_state }}."""
    return draw_state(*words.STATES[idea.state])


@register.filter
def per_cent(per_mille: int) -> str:
    """Write a share of a thousand in per cent: 114 → "11,4 %"."""
    return write_percent(per_mille / 10, language=language(), places=1 if per_mille % 10 else 0)


@register.filter
def goal_of(process: "Process", code: str) -> Mapping[str, Any]:
    """Give the goal of a process by its code, with label and link in the language of the page; {} for none."""
    found = next((goal for goal in process.goals if goal["code"] == code), None)
    return {"label": localized(found.get("label")) or code, "link": found.get("link", "")} if found else {}


@register.filter
def answer_of(idea: "Idea") -> Any:
    """Give the cluster an idea is answered in, None where there is none."""
    membership = getattr(idea, "membership", None)
    return membership.cluster if membership else None
