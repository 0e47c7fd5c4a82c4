"""What every page of a process at the desk starts from."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ortaq.civic.dialogue.queries import desk
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sent

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process


def process_or_404(request: HttpRequest, code: str) -> "Process":
    """This will give a process to its organisers; "not yours" looks like "not there"."""
    found = desk.get(code, actor_of(request))
    if found is None:
        raise Http404
    return found


def moderated_or_404(request: HttpRequest, code: str) -> "Process":
    """This will give a process to who looks at what residents write in it; "not yours" looks like "not there"."""
    found = desk.moderated(code, actor_of(request))
    if found is None:
        raise Http404
    return found


def ask(
    request: HttpRequest, form: Form, *, title: Any, button: Any, back: str, status: int = 200, **more: Any
) -> HttpResponse:
    """This will show one form of the desk, with its title, its button and the way back.

    `more`: the `process` or `forum` it is about, a `hint`, the words of a second button that takes something away
    (`drop`).
    """
    context = {"form": form, "title": title, "button": button, "back": back, **more}
    return render(request, "dialogue_desk/ask.html", context, status=status)


def asked(
    request: HttpRequest, form: Form, act: "Callable[[], object]", *, done: Any, to: str, **page: Any
) -> HttpResponse:
    """This will show one form (`page`: see `ask`) and do what it asks when it is sent: done, it leads to the address
    `to` and says so; refused, it keeps every word.
    """
    status = sent(request, form, act)
    if not status:
        messages.success(request, done)
        return redirect(to)
    return ask(request, form, status=status, **page)
