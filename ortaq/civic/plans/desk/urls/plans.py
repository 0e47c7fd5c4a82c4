"""Addresses of plans for desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
