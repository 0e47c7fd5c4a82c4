"""Addresses of village for desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
