"""Addresses of contests for residents; mounted under the language."""

from django.urls import path

from ortaq.civic.contests.pages import apply, detail, lists, own

app_name = "contests"

_ONE = "contests/<slug:code>/"
_APPLICATION = f"{_ONE}applications/<slug:number>/"

urlpatterns = [
    path("contests/", lists.contests, name="contests"),
    path(_ONE, detail.page, name="contest"),
    path(f"{_ONE}apply/", apply.start, name="apply"),
    path(f"{_ONE}apply/<slug:step>/", apply.question, name="question"),
    path(_APPLICATION, own.page, name="application"),
    path(f"{_APPLICATION}sent/", own.sent, name="sent"),
    path(f"{_APPLICATION}withdraw/", own.withdraw, name="withdraw"),
    path(f"{_APPLICATION}object/", own.object_to, name="object"),
]
