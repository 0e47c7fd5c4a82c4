"""Addresses of forums for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
