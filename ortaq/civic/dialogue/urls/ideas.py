"""Addresses of ideas for residents."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.pages import idea_acts, idea_map, idea_new, idea_photos, ideas

_ALL = "dialogue/<slug:code>/ideas/"
_ONE = f"{_ALL}<slug:number>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, ideas.listing, name="ideas"),
    path(f"{_ALL}map/", idea_map.page, name="ideas_map"),
    path(f"{_ALL}map.json", idea_map.points, name="ideas_points"),
    path(f"{_ALL}mine/", ideas.mine, name="my_ideas"),
    path(f"{_ALL}voices/", ideas.voices, name="voices"),
    path(f"{_ALL}groups/", idea_acts.groups, name="groups_i_speak_for"),
    path(f"{_ALL}new/", idea_new.start, name="new_idea"),
    path(f"{_ALL}new/restart/", idea_new.restart, name="restart_idea"),
    path(f"{_ALL}new/photos/<uuid:public_id>/", idea_photos.preview, name="idea_preview"),
    path(f"{_ALL}new/<slug:question>/", idea_new.ask, name="idea_question"),
    path(_ONE, ideas.page, name="idea"),
    path(f"{_ONE}map.json", idea_map.place, name="idea_place"),
    path(f"{_ONE}support/", idea_acts.support_it, name="support_idea"),
    path(f"{_ONE}withdraw/", idea_acts.withdraw, name="withdraw_idea"),
    path(f"{_ALL}<slug:joined>/object/", idea_acts.object_to, name="object_to_joining"),
]
