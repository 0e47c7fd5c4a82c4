from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "ortaq.core.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
