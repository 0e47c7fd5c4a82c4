"""Addresses of public works, mounted under the language."""

from django.urls import path

from ortaq.civic.works import desk, pages

app_name = "works"

urlpatterns = [
    path("works/", pages.listing, name="works"),
    path("works/<str:number>/", pages.page, name="work"),
    path("desk/works/<str:number>/move/", desk.move, name="move"),
]
