"""How `{{ form }}` and `{{ field.as_field_group }}` look: like everything else here. Setting: FORM_RENDERER =
"ortaq.core.ui.renderer.FormRenderer".
"""

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Django's own widgets inside the templates of the house."""

    form_template_name = "ui/django_form.html"
    field_template_name = "ui/django_field.html"
