"""Addresses of talk at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.desk import talk

urlpatterns: list[URLPattern] = [
    path("desk/dialogue/<slug:code>/words/<str:card>/<slug:language>/", talk.wording, name="wording"),
]
