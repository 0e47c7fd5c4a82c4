"""Addresses of grants for residents."""

from django.urls import URLPattern, path

from ortaq.civic.plans.pages import grants

_ALL = "plans/<slug:code>/grants/"

urlpatterns: list[URLPattern] = [
    path(_ALL, grants.index, name="grants"),
    path(f"{_ALL}<int:call>/<int:grant>/", grants.grant, name="grant"),
]
