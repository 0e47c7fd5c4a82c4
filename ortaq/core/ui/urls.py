from django.urls import path

from ortaq.core.ui import pages

app_name = "ui"
urlpatterns = [
    path("", pages.gallery, name="gallery"),
    path("desk/", pages.desk, name="desk"),
    path("error/<int:status>/", pages.error, name="error"),
    path("map/base.json", pages.map_base, name="map_base"),
    path("map/points.json", pages.map_points, name="map_points"),
]
