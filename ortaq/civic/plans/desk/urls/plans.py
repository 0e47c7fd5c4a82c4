"""Addresses of plans at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.plans.desk import plans, texts

_ONE = "desk/plans/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path("desk/plans/", plans.index, name="plans"),
    path("desk/plans/new/", plans.new, name="new"),
    path(_ONE, plans.page, name="plan"),
    path(f"{_ONE}words/", plans.words, name="words"),
    path(f"{_ONE}version/", plans.describe, name="describe"),
    path(f"{_ONE}version/new/", plans.begin, name="begin"),
    path(f"{_ONE}text/", texts.edit, name="text"),
    path(f"{_ONE}files/", texts.files, name="files"),
    path(f"{_ONE}publish/", plans.publish, name="publish"),
    path(f"{_ONE}<int:number>/stage/", plans.stage, name="stage"),
]
