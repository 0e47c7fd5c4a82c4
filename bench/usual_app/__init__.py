"""The admin of the peer: one change list."""

from django.apps import AppConfig


class UsualConfig(AppConfig):
    name = "bench.usual_app"
    label = "usual"
