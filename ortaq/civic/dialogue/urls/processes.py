"""Addresses of processes for residents."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.pages import contents, processes

_ONE = "dialogue/<slug:code>/"
_TEXT = f"{_ONE}read/<slug:content>/"

urlpatterns: list[URLPattern] = [
    path("dialogue/", processes.index, name="processes"),
    path(_ONE, processes.process, name="process"),
    path(f"{_ONE}card.png", contents.process_card, name="process_card"),
    path(f"{_ONE}timeline/", processes.timeline, name="timeline"),
    path(f"{_ONE}read/", contents.library, name="read"),
    path(_TEXT, contents.content, name="content"),
    path(f"{_TEXT}card.png", contents.content_card, name="content_card"),
]
