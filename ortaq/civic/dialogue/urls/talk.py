"""Addresses of talk for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
