"""Addresses of processes for residents."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.pages import processes

_ONE = "dialogue/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path("dialogue/", processes.processes, name="processes"),
    path(_ONE, processes.process, name="process"),
]
