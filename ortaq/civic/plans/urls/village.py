"""Addresses of village for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
