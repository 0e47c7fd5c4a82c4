"""Addresses of plans for residents; mounted under the language. One file a subject."""

from django.urls import URLPattern

from ortaq.civic.plans.urls import parts, plans

app_name = "plans"

urlpatterns: list[URLPattern] = [*plans.urlpatterns, *parts.urlpatterns]
