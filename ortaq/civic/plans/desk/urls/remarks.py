"""Addresses of remarks at the desk."""

from django.urls import URLPattern, path

from ortaq.civic.plans.desk import remarks

_ALL = "desk/plans/<slug:code>/remarks/"
_ONE = f"{_ALL}<str:said>/"

urlpatterns: list[URLPattern] = [
    path("desk/remarks/", remarks.to_answer, name="to_answer"),
    path("desk/remarks/answer/", remarks.answer, name="answer"),
    path("desk/plans/<slug:code>/<int:number>/days/", remarks.days, name="days"),
    path("desk/plans/<slug:code>/moderation/", remarks.look, name="moderation"),
    path(_ALL, remarks.remarks, name="remarks"),
    path(_ONE, remarks.page, name="remark"),
    path(f"{_ONE}correct/", remarks.correct, name="correct_answer"),
    path(f"{_ONE}hand-over/", remarks.hand_over, name="hand_over"),
    path(f"{_ONE}show/", remarks.show, name="show_remark"),
    path(f"{_ONE}reject/", remarks.reject, name="reject_remark"),
]
