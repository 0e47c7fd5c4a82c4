"""Addresses of indicators at the desk; mounted under the language."""

from django.urls import URLPattern, path

from ortaq.civic.indicators.desk import indicators, indices, values

app_name = "indicators_desk"

_ONE = "desk/indicators/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path("desk/indicators/", indicators.index, name="indicators"),
    path("desk/indicators/new/", indicators.new, name="new"),
    path("desk/indicators/rankings/new/", indices.new, name="index_new"),
    path("desk/indicators/rankings/<slug:code>/", indices.edition, name="edition"),
    path(_ONE, indicators.page, name="indicator"),
    path(f"{_ONE}words/", indicators.words, name="words"),
    path(f"{_ONE}align/", indicators.align, name="align"),
    path(f"{_ONE}align/<int:alignment>/", indicators.part, name="part"),
    path(f"{_ONE}link/", indicators.link, name="link"),
    path(f"{_ONE}compute/", indicators.compute, name="compute"),
    path(f"{_ONE}record/", values.record, name="record"),
    path(f"{_ONE}target/", values.target, name="target"),
    path(f"{_ONE}import/", values.bring, name="import"),
    path(f"{_ONE}values/<int:pk>/verify/", values.verify, name="verify"),
    path(f"{_ONE}values/<int:pk>/correct/", values.correct, name="correct"),
]
