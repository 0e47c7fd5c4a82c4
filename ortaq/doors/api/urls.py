"""Addresses of the door of machines; without a language."""

from django.urls import path, re_path

from ortaq.doors.api import open_data, pages

app_name = "api"

urlpatterns = [
    path("api/data/catalogue.jsonld", open_data.describe, name="catalogue"),
    path("api/data/dictionary.json", open_data.dictionary, name="dictionary"),
    path("api/data/<slug:dataset_id>.<slug:ending>", open_data.file, name="open_file"),
    re_path("^api/features/?$", pages.landing, name="landing"),
    path("api/features/conformance", pages.conformance, name="conformance"),
    path("api/features/api", pages.description, name="openapi"),
    path("api/features/collections", pages.collections, name="collections"),
    path("api/features/collections/<str:layer_id>", pages.collection, name="collection"),
    path("api/features/collections/<str:layer_id>/items", pages.items, name="items"),
    path("api/features/collections/<str:layer_id>/items/<str:item_id>", pages.item, name="item"),
    path("api/features/collections/<str:layer_id>/file.<str:ending>", pages.download, name="download"),
    path("api/features/<path:rest>", pages.unknown, name="unknown"),
]
