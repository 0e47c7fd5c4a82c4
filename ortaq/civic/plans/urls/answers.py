"""Addresses of answers for residents."""

from django.urls import URLPattern, path

from ortaq.civic.plans.pages import matrix, remark_report

_VERSION = "plans/<slug:code>/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(f"{_VERSION}answers/", matrix.page, name="answers"),
    path(f"{_VERSION}answers.csv", matrix.table, name="answers_csv"),
    path(f"{_VERSION}answers.pdf", matrix.paper, name="answers_pdf"),
    path("plans/<slug:code>/remarks/<slug:said>/report/", remark_report.report, name="report_remark"),
]
