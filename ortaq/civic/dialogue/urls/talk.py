"""Addresses of talk for residents."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.pages import talk

_ONE = "dialogue/<slug:code>/talk/<str:card>/"

urlpatterns: list[URLPattern] = [
    path(_ONE, talk.talk, name="talk"),
    path(f"{_ONE}languages/", talk.languages, name="languages"),
    path(f"{_ONE}report/", talk.report, name="report_card"),
    path(f"{_ONE}<int:comment>/report/", talk.report, name="report_comment"),
]
