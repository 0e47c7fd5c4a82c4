"""Addresses of indicators for residents and machines; mounted under the language."""

from django.urls import URLPattern, path

from ortaq.civic.indicators.pages import files, frameworks, indicators, indices

app_name = "indicators"

_ONE = "indicators/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path("indicators/", indicators.listing, name="indicators"),
    path("indicators/frameworks/", frameworks.listing, name="frameworks"),
    path("indicators/frameworks/<slug:code>/", frameworks.page, name="framework"),
    path("indicators/rankings/", indices.listing, name="indices"),
    path("indicators/rankings/<slug:code>/", indices.page, name="index"),
    path(_ONE, indicators.page, name="indicator"),
    path(f"{_ONE}values/", indicators.rows, name="values"),
    path(f"{_ONE}values/<int:pk>/", indicators.value, name="value"),
    path(f"{_ONE}districts.json", files.districts, name="districts"),
    path("indicators/<slug:code>.csv", files.sheet, name="sheet"),
    path("indicators/<slug:code>.json", files.document, name="document"),
]
