"""Addresses of the dialogue for residents; mounted under the language. One file a subject."""

from django.urls import URLPattern

from ortaq.civic.dialogue.urls import fates, forums, ideas, processes, statements, talk

app_name = "dialogue"

urlpatterns: list[URLPattern] = [
    *processes.urlpatterns,
    *forums.urlpatterns,
    *ideas.urlpatterns,
    *fates.urlpatterns,
    *statements.urlpatterns,
    *talk.urlpatterns,
]
