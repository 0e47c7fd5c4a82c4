"""Addresses at which the desk says what words of residents become, mounted under the language."""

from django.urls import path

from ortaq.doors.desk import into_plan, into_work

app_name = "words"

urlpatterns = [
    path("desk/words/<str:said>/work/", into_work.page, name="into_work"),
    path("desk/words/<str:said>/fixed/", into_work.fixed, name="fixed"),
    path("desk/words/of/<str:work>/", into_work.words_of, name="of_work"),
    path("desk/words/answers/<slug:process>/<int:cluster>/", into_plan.page, name="into_plan"),
    path("desk/words/plans/<slug:plan>/needs/<slug:need>/", into_plan.need, name="of_need"),
    path("desk/words/plans/<slug:plan>/measures/<slug:measure>/", into_plan.measure, name="of_measure"),
]
