from django.urls import path

from ortaq.core.ui import pages

app_name = "ui"
urlpatterns = [
    path("ui/", pages.gallery, name="gallery"),
    path("ui/desk/", pages.desk, name="desk"),
    path("ui/error/<int:status>/", pages.error, name="error"),
    path("ui/map/base.json", pages.map_base, name="map_base"),
    path("ui/map/points.json", pages.map_points, name="map_points"),
]
