"""Addresses of parts for residents."""

from django.urls import URLPattern, path

from ortaq.civic.plans.pages import maps

_VERSION = "plans/<slug:code>/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("plans/classes/zones/", maps.classes, name="zone_classes"),
    path(f"{_VERSION}map/", maps.page, name="map"),
    path(f"{_VERSION}map.json", maps.data, name="map_data"),
    path(f"{_VERSION}street/", maps.street, name="street"),
    path(f"{_VERSION}areas/", maps.changed, name="areas"),
    path(f"{_VERSION}areas.json", maps.changed_data, name="areas_data"),
    path(f"{_VERSION}zones/<str:key>/", maps.zone, name="zone"),
    path(f"{_VERSION}zones/<str:key>/map.json", maps.zone_data, name="zone_data"),
]
