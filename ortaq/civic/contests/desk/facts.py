"""What every page of a contest at the desk starts from."""

from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ortaq.civic.contests.queries import desk
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application, Contest


def contest_or_404(request: HttpRequest, code: str) -> "Contest":
    """This will give a contest to its organisers; "not yours" looks like "not there"."""
    contest = desk.get(code, actor_of(request))
    if contest is None:
        raise Http404
    return contest


def application_or_404(request: HttpRequest, code: str, number: str) -> "Application":
    """This will give a sent application of a contest to its organisers."""
    application = desk.application(contest_or_404(request, code), number)
    if application is None:
        raise Http404
    return application


def ask(
    request: HttpRequest, form: Form, *, title: Any, button: Any, back: str, status: int = 200, **more: Any
) -> HttpResponse:
    """This will show one form of the desk, with its title, its button and the way back."""
    context = {"form": form, "title": title, "button": button, "back": back, **more}
    return render(request, "contests_desk/ask.html", context, status=status)
