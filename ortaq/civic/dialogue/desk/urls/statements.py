"""Addresses of statements at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.desk import statements

_ALL = "desk/dialogue/<slug:code>/statements/"

urlpatterns: list[URLPattern] = [
    path(_ALL, statements.listing, name="statements"),
    path(f"{_ALL}new/", statements.seed, name="seed"),
    path(f"{_ALL}<int:statement>/show/", statements.show, name="show_statement"),
    path(f"{_ALL}<int:statement>/reject/", statements.reject, name="reject_statement"),
    path(f"{_ALL}<int:statement>/words/<slug:language>/", statements.translation, name="statement_words"),
]
