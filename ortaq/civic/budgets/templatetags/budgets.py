"""Words of the budgets for templates: `{% load budgets %}`."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from ortaq.civic.budgets.forms import choices
from ortaq.core.ui.templatetags.ui_parts import state

register = template.Library()


@register.simple_tag
def project_state(project: Any) -> SafeString:
    """This will show where a project stands: {% project_state project %}."""
    return state(*choices.PROJECT_STATES[project.state])


@register.simple_tag
def call_state(call: Any) -> SafeString:
    """This will show where a call stands: {% call_state call %}."""
    return state(*choices.CALL_STATES[call.state])


@register.filter
def category_name(code: str) -> Any:
    """This will name a category: {{ project.category|category_name }}."""
    return choices.CATEGORIES.get(code, "")


@register.filter
def criterion_name(code: str) -> Any:
    """This will name a criterion: {{ name|criterion_name }}."""
    return choices.CRITERIA.get(code, code)


@register.filter
def finding_name(code: str) -> Any:
    """This will name what the experts found of a criterion: {{ found|finding_name }}."""
    return dict(choices.FINDINGS).get(code, code)


@register.filter
def short_code(district: Any) -> str:
    """This will give a district as it stands in addresses: {{ pot.district|short_code }}."""
    return str(district.code).rpartition(".")[2]


@register.filter
def coordinate(value: float) -> str:
    """This will write degrees for an address, with a point in every language: {{ matter.lon|coordinate }}."""
    return f"{value:.6f}"


@register.filter
def finding_tone(found: str) -> str:
    """This will give the tone of what the experts found: {% state word found|finding_tone %}."""
    return {"met": "good", "failed": "late"}.get(found, "plain")
