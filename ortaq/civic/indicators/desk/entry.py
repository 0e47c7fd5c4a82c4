"""What every page of indicators at the desk starts from."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ortaq.civic.indicators.queries import indicators
from ortaq.civic.indicators.rules import rights
from ortaq.core.territory import queries as territory
from ortaq.core.ui import sentences
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator


def indicator_or_404(request: HttpRequest, code: str) -> "Indicator":
    """This will give an indicator to its keepers; "not yours" looks like "not there"."""
    found = indicators.get(code)
    if found is None or not indicators.may_keep(found, actor_of(request)):
        raise Http404
    return found


def bodies_of(request: HttpRequest) -> list[tuple[str, str]]:
    """This will list the bodies the actor keeps indicators for."""
    actor = actor_of(request)
    return [
        (body.code, localized(body.name))
        for pk, body in territory.bodies().items()
        if rights.may_keep(actor, body_id=pk)
    ]  # fmt: skip


def sent(request: HttpRequest, form: Form, act: Callable[[], object]) -> int:
    """This will give 200 for a form that is only shown, 0 when it did what it asks, else why not.

    REFUSED of a form says beside which field a refusal stands, by its code.
    """
    return sentences.sent(request, form, act, beside=getattr(form, "REFUSED", None))


def asked(
    request: HttpRequest, indicator: "Indicator", form: Form, act: Callable[[], object], *, done: Any, **words: Any
) -> HttpResponse:
    """This will show one form of an indicator: done it leads back, refused it keeps every word."""
    status = sent(request, form, act)
    if not status:
        messages.success(request, done)
        return redirect("indicators_desk:indicator", code=indicator.code)
    back = reverse("indicators_desk:indicator", args=[indicator.code])
    context = {"form": form, "back": back, "indicator": indicator, **words}
    return render(request, "indicators_desk/ask.html", context, status=status)
