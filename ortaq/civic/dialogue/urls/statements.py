"""Addresses of statements for residents."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.pages import statements

urlpatterns: list[URLPattern] = [
    path("dialogue/<slug:code>/statements/", statements.statements, name="statements"),
    path("dialogue/<slug:code>/statements/next/", statements.begin, name="statements_next"),
    path("dialogue/<slug:code>/statements/answer/", statements.answer, name="statements_answer"),
    path("dialogue/<slug:code>/statements/new/", statements.new, name="statement_new"),
    path("dialogue/<slug:code>/statements/mine/", statements.mine, name="statements_mine"),
    path("dialogue/<slug:code>/statements/mine/forget/", statements.forget, name="statements_forget"),
    path("dialogue/<slug:code>/statements/<int:statement>/withdraw/", statements.withdraw, name="statement_withdraw"),
    path("dialogue/<slug:code>/groups/", statements.results, name="groups"),
]
