"""Addresses of statements for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
