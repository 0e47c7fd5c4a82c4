"""Addresses of parts for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
