"""Addresses of the organisers' side, mounted under the language at desk/contests/."""

from django.urls import path

from ortaq.civic.contests.desk import after, checking, contests, editing, juries, steps

app_name = "contests_desk"

_ONE = "desk/contests/<slug:code>/"
_APPLICATION = f"{_ONE}applications/<slug:number>/"

urlpatterns = [
    path("desk/contests/", contests.listing, name="contests"),
    path("desk/contests/new/", contests.new, name="new"),
    path(_ONE, contests.page, name="contest"),
    path(f"{_ONE}edit/<slug:part>/", editing.part, name="edit"),
    path(f"{_ONE}eligibility/", editing.eligibility, name="eligibility"),
    path(f"{_ONE}eligibility/<slug:kind>/<int:place>/", editing.rule, name="rule"),
    path(f"{_ONE}form/", editing.questions, name="form"),
    path(f"{_ONE}form/<int:place>/", editing.question, name="question"),
    path(f"{_ONE}criteria/", editing.criteria, name="criteria"),
    path(f"{_ONE}step/<slug:step>/", steps.page, name="step"),
    path(f"{_ONE}applications/", checking.queue, name="queue"),
    path(_APPLICATION, checking.page, name="application"),
    path(f"{_APPLICATION}check/", checking.check, name="check"),
    path(f"{_APPLICATION}let-in/", checking.let_in, name="let_in"),
    path(f"{_APPLICATION}agreement/", after.sign, name="sign"),
    path(f"{_APPLICATION}<slug:way>/", checking.deed, name="deed"),
    path(f"{_ONE}jury/", juries.page, name="jury"),
    path(f"{_ONE}jury/invite/", juries.invite, name="invite"),
    path(f"{_ONE}jury/conflict/", juries.conflict, name="conflict"),
    path(f"{_ONE}jury/<int:pk>/leave/", juries.leave, name="leave"),
    path(f"{_ONE}objections/", after.objections, name="objections"),
    path(f"{_ONE}objections/<int:pk>/", after.objection, name="objection"),
    path(f"{_ONE}agreements/", after.agreements, name="agreements"),
    path(f"{_ONE}instalments/<int:pk>/", after.instalment, name="instalment"),
]
