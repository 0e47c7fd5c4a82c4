"""Addresses of the dialogue at the desk; mounted under the language. One file a subject."""

from django.urls import URLPattern

from ortaq.civic.dialogue.desk.urls import fates, forums, ideas, processes, statements, talk

app_name = "dialogue_desk"

urlpatterns: list[URLPattern] = [
    *processes.urlpatterns,
    *forums.urlpatterns,
    *ideas.urlpatterns,
    *fates.urlpatterns,
    *statements.urlpatterns,
    *talk.urlpatterns,
]
