"""International indices at the desk: one watched, an edition recorded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.indicators.desk.entry import bodies_of, sent
from ortaq.civic.indicators.forms.indices import EditionForm, NewIndexForm
from ortaq.civic.indicators.queries import indices as queries
from ortaq.civic.indicators.services import indices as services
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """This will begin to watch an index."""
    bodies = bodies_of(request)
    if not bodies:
        raise Refused("not_keeper", N_("Officers, heads and administrators of a body watch indices."))
    form = NewIndexForm(request.POST if request.method == "POST" else None, bodies=bodies)

    def watch() -> object:
        data, words = form.cleaned_data, form.words()
        return services.keep_index(
            code=data["index_code"], body=territory.bodies_by_code()[data["keeper"]], name=words["index_name"],
            about=words["about"], publisher=data["publisher"], url=data["source_address"], actor=actor_of(request),
            now=timezone.now(),
        )  # fmt: skip

    back = reverse("indicators_desk:indicators")
    context = {"form": form, "title": _("Watch an index"), "button": _("Begin"), "back": back}
    return _done_or_asked(request, sent(request, form, watch), context, form.data.get("index_code", ""))


@never_cache
@require_http_methods(METHODS)
def edition(request: HttpRequest, code: str) -> HttpResponse:
    """This will record what an edition said of the city."""
    watched = queries.get(code)
    if watched is None or not queries.may_record(watched.index, actor_of(request)):
        raise Http404
    last = watched.editions[-1] if watched.editions else None
    start = {"cities": last.of, "method": last.method} if last else {}
    form = EditionForm(request.POST if request.method == "POST" else None, initial=start)

    def record() -> object:
        data = form.cleaned_data
        return services.record_rank(
            index=watched.index, edition=data["edition"], published_on=data["published_on"], rank=data["rank"],
            of=data["cities"], score=data["points"], method=data["method"], source_url=data["source_address"],
            why=data["because"], actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    back = reverse("indicators:index", args=[code])
    context = {
        "form": form,
        "title": _("Record an edition"),
        "button": _("Record"),
        "back": back,
        "index": watched.index,
    }
    return _done_or_asked(request, sent(request, form, record), context, code)


def _done_or_asked(request: HttpRequest, status: int, context: dict[str, object], code: str) -> HttpResponse:
    if status:
        return render(request, "indicators_desk/ask.html", context, status=status)
    messages.success(request, _("Saved."))
    return redirect("indicators:index", code=code)
