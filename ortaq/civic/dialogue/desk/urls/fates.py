"""Addresses of fates at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.desk import fates

_ALL = "desk/dialogue/<slug:code>/answers/"
_ONE = f"{_ALL}<int:cluster>/"

urlpatterns: list[URLPattern] = [
    path("desk/answers/", fates.to_answer, name="to_answer"),
    path(_ALL, fates.ledger, name="answers"),
    path(f"{_ALL}loose/<slug:kind>/", fates.loose, name="loose"),
    path(f"{_ALL}new/", fates.new, name="new_cluster"),
    path(_ONE, fates.cluster, name="cluster"),
    path(f"{_ONE}answer/", fates.answer, name="answer"),
    path(f"{_ONE}correct/", fates.correct, name="correct"),
    path(f"{_ONE}hand-over/", fates.hand_over, name="hand_over"),
    path(f"{_ONE}take-out/<int:member>/", fates.take_out, name="take_out"),
    path(f"{_ONE}drop/", fates.drop, name="drop_cluster"),
]
