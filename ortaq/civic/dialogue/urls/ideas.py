"""Addresses of ideas for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
