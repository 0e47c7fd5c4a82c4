"""Addresses of parts for desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
