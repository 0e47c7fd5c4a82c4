"""Addresses of the jury's room, mounted under the language at jury/."""

from django.urls import path

from ortaq.civic.contests.desk import room

app_name = "contests_jury"

urlpatterns = [
    path("jury/", room.listing, name="juries"),
    path("jury/<slug:code>/", room.page, name="contest"),
    path("jury/<slug:code>/talk/", room.talk, name="talk"),
    path("jury/<slug:code>/<slug:number>/", room.review, name="review"),
    path("jury/<slug:code>/<slug:number>/close/", room.close, name="close"),
]
