from django.apps import AppConfig


class UiConfig(AppConfig):
    """The common look: layout, components, charts and number words. It has no tables."""

    name = "ortaq.core.ui"
    label = "ui"
