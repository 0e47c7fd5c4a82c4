"""Addresses of decisions."""

from django.urls import path

from ortaq.core.decisions import pages

app_name = "decisions"
urlpatterns = [
    path("decisions/", pages.listing, name="list"),
    path("decisions/<uuid:public_id>/", pages.page, name="page"),
    path("decisions/<uuid:public_id>/decision.json", pages.record, name="record"),
    path("decisions/<uuid:public_id>/case.json", pages.case, name="case"),
]
