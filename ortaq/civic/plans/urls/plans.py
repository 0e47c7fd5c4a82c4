"""Addresses of plans for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
