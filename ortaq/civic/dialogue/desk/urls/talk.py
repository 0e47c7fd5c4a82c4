"""Addresses of talk at the desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
