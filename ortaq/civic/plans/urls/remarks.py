"""Addresses of remarks for residents."""

from django.urls import URLPattern, path

from ortaq.civic.plans.pages import remark_acts, remark_map, remark_new, remarks

_VERSION = "plans/<slug:code>/<int:number>/remarks/"
_ALL = "plans/<slug:code>/remarks/"
_ONE = f"{_ALL}<slug:said>/"

urlpatterns: list[URLPattern] = [
    path(_VERSION, remarks.listing, name="remarks"),
    path(f"{_VERSION}map/", remark_map.page, name="remarks_map"),
    path(f"{_VERSION}map.json", remark_map.points, name="remarks_points"),
    path(f"{_VERSION}new/", remark_new.start, name="new_remark"),
    path(f"{_VERSION}new/restart/", remark_new.restart, name="restart_remark"),
    path(f"{_VERSION}new/<slug:question>/", remark_new.ask, name="remark_question"),
    path(f"{_ALL}mine/", remarks.mine, name="my_remarks"),
    path(_ONE, remarks.page, name="remark"),
    path(f"{_ONE}map.json", remark_map.place, name="remark_place"),
    path(f"{_ONE}support/", remark_acts.support_it, name="support_remark"),
    path(f"{_ONE}withdraw/", remark_acts.withdraw, name="withdraw_remark"),
]
