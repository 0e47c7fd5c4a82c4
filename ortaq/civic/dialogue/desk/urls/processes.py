"""Addresses of processes at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.desk import contents, processes

_ONE = "desk/dialogue/<slug:code>/"
_TEXT = f"{_ONE}texts/<slug:content>/"

urlpatterns: list[URLPattern] = [
    path("desk/dialogue/", processes.listing, name="processes"),
    path("desk/dialogue/new/", processes.choose, name="choose"),
    path("desk/dialogue/new/<slug:recipe>/", processes.new, name="new"),
    path(_ONE, processes.page, name="process"),
    path(f"{_ONE}edit/<slug:part>/", processes.part, name="edit"),
    path(f"{_ONE}goals/", processes.goals, name="goals"),
    path(f"{_ONE}phases/new/", processes.add_phase, name="add_phase"),
    path(f"{_ONE}phases/<int:position>/", processes.phase, name="phase"),
    path(f"{_ONE}publish/", processes.publish, name="publish"),
    path(f"{_ONE}close/", processes.close, name="close"),
    path(f"{_ONE}texts/new/<slug:text>/", contents.new, name="new_content"),
    path(_TEXT, contents.page, name="content"),
    path(f"{_TEXT}edit/", contents.edit, name="edit_content"),
    path(f"{_TEXT}show/", contents.show, name="show_content"),
    path(f"{_TEXT}later/", contents.later, name="later_content"),
    path(f"{_TEXT}withdraw/", contents.withdraw, name="withdraw_content"),
    path(f"{_TEXT}versions/<int:version>/", contents.version, name="content_version"),
]
