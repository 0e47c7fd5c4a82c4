from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "ortaq.civic.dialogue"
    label = "dialogue"
    default_auto_field = "django.db.models.BigAutoField"
