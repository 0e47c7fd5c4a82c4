"""Addresses of grants at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.plans.desk import grants

_ALL = "desk/plans/<slug:code>/grants/"
_CALL = f"{_ALL}<int:call>/"
_GRANT = f"{_CALL}<int:grant>/"

urlpatterns: list[URLPattern] = [
    path(_ALL, grants.index, name="grants"),
    path(f"{_ALL}new/", grants.new_call, name="grant_call"),
    path(f"{_CALL}contest/", grants.tie, name="grant_contest"),
    path(f"{_CALL}new/", grants.give, name="grant_new"),
    path(f"{_GRANT}report/", grants.report, name="grant_report"),
    path(f"{_GRANT}instalments/<int:position>/", grants.pay, name="grant_paid"),
]
