"""Addresses of processes for residents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
