"""Addresses of forums at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.desk import door, forums, minutes

_ONE = "desk/forums/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path("desk/forums/", forums.listing, name="forums"),
    path("desk/forums/new/", forums.new, name="new_forum"),
    path(_ONE, forums.page, name="forum"),
    path(f"{_ONE}edit/<slug:part>/", forums.edit, name="edit_forum"),
    path(f"{_ONE}programme/new/", forums.item, name="add_item"),
    path(f"{_ONE}programme/<int:pk>/", forums.item, name="item"),
    path(f"{_ONE}step/<slug:step>/", forums.step, name="forum_step"),
    path(f"{_ONE}people/", door.people, name="forum_people"),
    path(f"{_ONE}people/<int:pk>/give-back/", door.give_back, name="give_back"),
    path(f"{_ONE}door/", door.door, name="door"),
    path(f"{_ONE}door/list.json", door.door_list, name="door_list"),
    path(f"{_ONE}door/worker.js", door.door_worker, name="door_worker"),
    path(f"{_ONE}door/sync/", door.sync, name="door_sync"),
    path(f"{_ONE}questions/", minutes.moderate, name="forum_questions"),
    path(f"{_ONE}questions/<int:pk>/look/", minutes.look, name="look_question"),
    path(f"{_ONE}questions/<int:pk>/hide/", minutes.hide, name="hide_question"),
    path(f"{_ONE}minutes/", minutes.paragraphs, name="forum_minutes"),
    path(f"{_ONE}minutes/new/", minutes.paragraph, name="add_paragraph"),
    path(f"{_ONE}minutes/<int:position>/", minutes.paragraph, name="paragraph"),
    path(f"{_ONE}photos/", minutes.photos, name="forum_photos"),
]
