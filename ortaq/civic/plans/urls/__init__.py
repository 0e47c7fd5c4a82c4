"""Addresses of plans for residents; mounted under the language. One file a subject."""

from django.urls import URLPattern

from ortaq.civic.plans.urls import answers, grants, parts, plans, remarks, village

app_name = "plans"

urlpatterns: list[URLPattern] = [
    *village.urlpatterns,  # before plans: "exchange" is no code of a plan
    *plans.urlpatterns,
    *parts.urlpatterns,
    *remarks.urlpatterns,
    *answers.urlpatterns,
    *grants.urlpatterns,
]
