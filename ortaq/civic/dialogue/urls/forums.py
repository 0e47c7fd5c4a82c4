"""Addresses of forums for residents."""

from django.urls import URLPattern, path

from ortaq.civic.dialogue.pages import forums, questions, registrations

_ONE = "forums/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path("forums/", forums.listing, name="forums"),
    path("forums/forums.ics", forums.calendar_of_all, name="forums_calendar"),
    path("forums/certificate/", registrations.check_certificate, name="check_certificate"),
    path(_ONE, forums.page, name="forum"),
    path(f"{_ONE}forum.ics", forums.one_calendar, name="forum_calendar"),
    path(f"{_ONE}register/", registrations.register, name="register"),
    path(f"{_ONE}mine/", registrations.my_seat, name="my_seat"),
    path(f"{_ONE}mine/cancel/", registrations.cancel, name="cancel_seat"),
    path(f"{_ONE}mine/accept/", registrations.accept, name="accept_seat"),
    path(f"{_ONE}mine/certificate.pdf", registrations.certificate, name="certificate"),
    path(f"{_ONE}questions/", questions.page, name="forum_questions"),
    path(f"{_ONE}questions/<int:pk>/want/", questions.want, name="want_question"),
    path(f"{_ONE}questions/<int:pk>/take-back/", questions.take_back, name="take_back_question"),
    path(f"{_ONE}screen/", questions.screen, name="screen"),
    path("dialogue/<slug:code>/forums/", forums.of_process, name="process_forums"),
]
