"""Addresses of remarks for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
