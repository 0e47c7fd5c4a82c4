"""Addresses of fates for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
