"""Addresses of ideas at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.desk import ideas

_ALL = "desk/dialogue/<slug:code>/ideas/"
_ONE = f"{_ALL}<slug:number>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, ideas.queue, name="ideas"),
    path(f"{_ALL}join/", ideas.join, name="join_ideas"),
    path(f"{_ALL}joinings/", ideas.joinings, name="joinings"),
    path(f"{_ALL}joinings/<int:pk>/answer/", ideas.settle, name="settle_objection"),
    path(f"{_ALL}joinings/<int:pk>/part/", ideas.part, name="part_ideas"),
    path(f"{_ALL}shares/", ideas.shares, name="shares"),
    path(_ONE, ideas.page, name="idea"),
    path(f"{_ONE}show/", ideas.show, name="show_idea"),
    path(f"{_ONE}<slug:way>/", ideas.deed, name="idea_deed"),
]
