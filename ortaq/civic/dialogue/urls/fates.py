"""Addresses of fates for residents."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.pages import fates

urlpatterns: list[URLPattern] = [
    path("dialogue/<slug:code>/answers/", fates.ledger, name="answers"),
    path("dialogue/<slug:code>/answers/<int:cluster>/", fates.answer, name="answer"),
    path("answers/", fates.clocks, name="clocks"),
    path("answers/bodies.csv", fates.clocks_csv, name="clocks_csv"),
    path("answers/<slug:body>/", fates.clock, name="clock"),
]
