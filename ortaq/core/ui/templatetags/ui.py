"""One `{% load ui %}` gives templates everything: parts, forms, figures, charts and number words."""

from django.template import Library

from ortaq.core.ui.templatetags import ui_charts, ui_fates, ui_figures, ui_formats, ui_forms, ui_frame, ui_parts

register = Library()
for _module in (ui_frame, ui_parts, ui_fates, ui_forms, ui_figures, ui_charts, ui_formats):
    register.tags.update(_module.register.tags)
    register.filters.update(_module.register.filters)
