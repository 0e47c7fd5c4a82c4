"""Addresses of village plans for residents."""

from django.urls import URLPattern, path

from ortaq.civic.plans.pages import exchange, papers, village, village_progress

_ONE = "plans/<slug:code>/"
_VERSION = f"{_ONE}<int:number>/"

urlpatterns: list[URLPattern] = [
    path("plans/exchange/", exchange.page, name="exchange"),
    path(f"{_VERSION}needs/", village.needs, name="needs"),
    path(f"{_VERSION}needs/<slug:key>/", village.need, name="need"),
    path(f"{_VERSION}measures/<slug:key>/", village.measure, name="measure"),
    path(f"{_VERSION}measures.json", village.points, name="measure_points"),
    path(f"{_VERSION}print.pdf", papers.print_plan, name="print"),
    path(f"{_ONE}progress/", village_progress.progress, name="progress"),
    path(f"{_ONE}gatherings/", village_progress.gatherings, name="gatherings"),
    path(f"{_ONE}reports/<int:year>/", village_progress.report, name="report"),
]
