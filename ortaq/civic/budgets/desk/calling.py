"""Drawing up a call: one page; nobody sees the call before the head opens it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.budgets.forms.calling import CallForm
from ortaq.civic.budgets.queries import specs
from ortaq.civic.budgets.rules.calls import RUNNERS
from ortaq.civic.budgets.services import calls
from ortaq.core.matters.localized import words
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import language


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """This will ask for what a call needs and draw it up; a refusal keeps every word."""
    actor = actor_of(request)
    bodies = [body for body in territory.bodies().values() if actor.serves(body.pk, *RUNNERS)]
    if not bodies:
        raise Refused("not_yours", N_("Only the head of the body that runs the call may do this."))
    districts = territory.districts()
    form = CallForm(
        request.POST if request.method == "POST" else None,
        bodies=[(body.code, words(body.name, language())) for body in bodies],
        districts=[(place.code, words(place.name, language())) for place in districts],
    )
    if form.is_bound and form.is_valid():
        try:
            made = _draw_up(form, actor)
        except Refused as refused:
            form.add_error(refused.code if refused.code in form.fields else None, sentence(refused))
        else:
            messages.success(request, _("The call is drawn up. Read it once more, then open it."))
            return redirect("budgets_desk:call", code=made)
    context: dict[str, Any] = {
        "form": form,
        "title": _("Draw up a call"),
        "says": _("Nobody sees it before it is opened. A district without money takes no part."),
        "button": _("Draw it up"),
        "back": reverse("budgets_desk:calls"),
    }
    return render(request, "budgets_desk/deed.html", context, status=422 if form.is_bound else 200)


def _draw_up(form: CallForm, actor: Actor) -> str:
    """Make one call of the service from what was typed; give the call's code."""
    data, kind = form.cleaned_data, form.cleaned_data["ballot_kind"]
    bodies = territory.bodies_by_code()
    akimats = {body.territory_id: body for body in bodies.values() if body.kind == "akimat"}
    places = territory.by_code(form.pots())
    rules = [specs.elects(kind), specs.stands_beside(kind)]
    if data["elects"] == "greedy":
        rules.reverse()
    call = calls.draw_up_call(
        code=data["code"], name=form.names(), body=bodies[data["body"]],
        pots=[
            calls.PotPlan(places[code], amount, cap, akimats.get(places[code].pk))
            for code, (amount, cap) in form.pots().items()
        ],
        **form.moments(), ballot_kind=kind, limit=data["limit"], points=data["points"] or 10, paper=data["paper"],
        spec=rules[0], beside=rules[1], actor=actor, now=timezone.now(),
    )  # fmt: skip
    return call.code
