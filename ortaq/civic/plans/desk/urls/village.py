"""Addresses of village plans at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.plans.desk import village, village_measures, village_meetings, village_progress

_ONE = "desk/plans/<slug:code>/village/"

urlpatterns: list[URLPattern] = [
    path(_ONE, village.page, name="village"),
    path(f"{_ONE}move/", village.move, name="village_move"),
    path(f"{_ONE}ranking/", village.ranking, name="village_ranking"),
    path(f"{_ONE}needs/new/", village.new_need, name="new_need"),
    path(f"{_ONE}needs/<slug:need>/measures/new/", village_measures.new_measure, name="new_measure"),
    path(f"{_ONE}needs/<slug:need>/<slug:part>/", village.need, name="need"),
    path(f"{_ONE}measures/<slug:measure>/resources/new/", village_measures.new_resource, name="new_resource"),
    path(f"{_ONE}measures/<slug:measure>/results/new/", village_measures.new_result, name="new_result"),
    path(f"{_ONE}measures/<slug:measure>/<slug:part>/", village_measures.measure, name="measure"),
    path(f"{_ONE}resources/<slug:resource>/", village_measures.resource, name="resource"),
    path(f"{_ONE}results/<slug:result>/", village_measures.result, name="result"),
    path(f"{_ONE}meetings/", village_meetings.page, name="village_meetings"),
    path(f"{_ONE}meetings/new/", village_meetings.meeting, name="new_meeting"),
    path(f"{_ONE}groups/new/", village_meetings.group, name="new_group"),
    path(f"{_ONE}groups/<slug:group>/", village_meetings.group, name="village_group"),
    path(f"{_ONE}progress/", village_progress.page, name="village_progress"),
    path(f"{_ONE}progress/measures/<slug:measure>/", village_progress.step, name="measure_step"),
    path(f"{_ONE}progress/resources/<slug:resource>/", village_progress.spending, name="resource_spent"),
    path(f"{_ONE}progress/results/<slug:result>/", village_progress.value, name="result_value"),
    path(f"{_ONE}progress/report/", village_progress.report, name="year_report"),
]
