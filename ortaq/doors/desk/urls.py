"""Addresses of the officials' door, mounted under the language."""

from django.urls import path

from ortaq.doors.desk import inbox, moderation, switchboard

app_name = "desk"

urlpatterns = [
    path("desk/", inbox.page, name="inbox"),
    path("desk/call/", switchboard.page, name="call"),
    path("desk/call/<str:number>/", switchboard.taken, name="call_taken"),
    path("desk/moderation/", moderation.page, name="moderation"),
    path("desk/moderation/comments/<int:pk>/hide/", moderation.hide, name="hide_comment"),
    path("desk/moderation/comments/<int:pk>/pass/", moderation.let_through, name="pass_comment"),
    path("desk/moderation/cards/<str:number>/stand/", moderation.let_stand, name="let_stand"),
    path("desk/moderation/objections/<int:pk>/", moderation.objection, name="objection"),
]
