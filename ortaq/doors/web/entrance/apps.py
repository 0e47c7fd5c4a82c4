from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "ortaq.doors.web.entrance"
    label = "entrance"
