"""Addresses of public works, mounted under the language."""

from django.urls import path

from ortaq.civic.works.pages import acceptance, data, grants, maps, totals, works, workshops

app_name = "works"

urlpatterns = [
    path("works/", works.listing, name="works"),
    path("works/map/", maps.page, name="map"),
    path("works/map/points/", maps.points, name="points"),
    path("works/totals/", totals.page, name="totals"),
    path("works/works.csv", data.table, name="table"),
    path("works/oc4ids.json", data.projects, name="projects"),
    path("works/grants/", grants.listing, name="grants"),
    path("works/workshops/", workshops.listing, name="workshops"),
    path("works/workshops/<str:workshop>/", workshops.page, name="workshop"),
    path("works/concepts/<str:concept>/", workshops.concept, name="concept"),
    path("works/<str:number>/", works.page, name="work"),
    path("works/<str:number>/place/", maps.place, name="place"),
    path("works/<str:number>/acceptance/", acceptance.page, name="acceptance"),
    path("works/<str:number>/oc4ids.json", data.project, name="project"),
]
