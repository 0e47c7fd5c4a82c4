"""Addresses of plans for desk; mounted under the language. One file a subject."""

from django.urls import URLPattern

from ortaq.civic.plans.desk.urls import grants, parts, plans, remarks, village

app_name = "plans_desk"

urlpatterns: list[URLPattern] = [
    *plans.urlpatterns,
    *parts.urlpatterns,
    *remarks.urlpatterns,
    *village.urlpatterns,
    *grants.urlpatterns,
]
