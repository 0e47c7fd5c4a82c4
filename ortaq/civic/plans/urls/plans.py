"""Addresses of plans for residents."""

from django.urls import URLPattern, path

from ortaq.civic.plans.pages import plans

_ONE = "plans/<slug:code>/"
_VERSION = f"{_ONE}<int:number>/"

urlpatterns: list[URLPattern] = [
    path("plans/", plans.index, name="plans"),
    path(_ONE, plans.plan, name="plan"),
    path(_VERSION, plans.version, name="version"),
    path(f"{_VERSION}text/", plans.text, name="text"),
    path(f"{_VERSION}changes/", plans.changes, name="changes"),
]
