"""Addresses of remarks for desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
