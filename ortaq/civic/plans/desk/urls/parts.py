"""Addresses of maps at the desk: layers of the version in the making, files, the city's table of zones."""

from django.urls import URLPattern, path

from ortaq.civic.plans.desk import classes, maps

_TABLE = "desk/plans/classes/zones/"
_ALL = "desk/plans/<slug:code>/maps/"
_LAYER = f"{_ALL}<slug:layer>/"

urlpatterns: list[URLPattern] = [
    path(_TABLE, classes.page, name="zone_classes"),
    path(f"{_TABLE}<str:version>.csv", classes.table, name="zone_table"),
    path(_ALL, maps.index, name="maps"),
    path(f"{_ALL}new/", maps.new, name="layer_new"),
    path(_LAYER, maps.change, name="layer"),
    path(f"{_LAYER}remove/", maps.remove, name="layer_remove"),
    path(f"{_LAYER}zones/", maps.zones, name="layer_zones"),
    path(f"{_LAYER}rules/", maps.rules, name="layer_rules"),
]
