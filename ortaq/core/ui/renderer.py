"""How `{{ form }}` and `{{ field.as_field_group }}` look: like everything else here. Setting: FORM_RENDERER =
"ortaq.core.ui.renderer.FormRenderer".
"""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest

OURS = {"django/forms/widgets/select.html": "ui/select.html"}


class FormRenderer(DjangoTemplates):
    """Django's own widgets inside the templates of the house."""

    form_template_name = "ui/django_form.html"
    field_template_name = "ui/django_field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """This will render a widget, ours where there is one."""
        return super().render(OURS.get(template_name, template_name), context, request)
