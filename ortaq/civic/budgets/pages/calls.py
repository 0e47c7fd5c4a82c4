"""Calls, and one call: its money, its dates, what one can do now, and its projects."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.budgets.forms.lists import FilterForm
from ortaq.civic.budgets.pages.entry import call_or_404
from ortaq.civic.budgets.queries import calls as queries
from ortaq.civic.budgets.queries import projects
from ortaq.core.matters.localized import words
from ortaq.core.ui.dates import write_moment
from ortaq.core.ui.lines import Evidence, Step, Stop
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Call

AT_ONCE = 20
FIELDS = ("q", "district", "category", "state")
RUNNING = ("collecting", "checking", "voting", "closed")


@never_cache
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """This will list what is being decided now, and what was decided before."""
    found = [call for call in queries.every(actor_of(request)) if call.state != "draft"]
    context = {
        "now": [call for call in found if call.state in RUNNING],
        "past": [call for call in found if call.state not in RUNNING],
    }
    return render(request, "budgets/calls.html", context)


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a call with a page of its projects; nothing of the vote is on it before the close."""
    call, actor, now = call_or_404(request, code), actor_of(request), timezone.now()
    pots = queries.pots(call)
    asked = _asked(request, [(pot.district.code, words(pot.district.name, language())) for pot in pots])
    start = _page_number(request.GET.get("page", "")) * AT_ONCE
    found = projects.listed(call, asked.filter, start=start, limit=AT_ONCE + 1)
    context = {
        "call": call,
        "pots": pots,
        "rights": queries.rights(call, actor, now),
        "mine": projects.mine(call, actor),
        "stops": stops(call, now),
        "form": asked.form,
        "query": asked.query,
        "projects": found[:AT_ONCE],
        "count": projects.how_many(call, asked.filter),
        "newer": _address(asked.query, start // AT_ONCE - 1) if start else "",
        "older": _address(asked.query, start // AT_ONCE + 1) if len(found) > AT_ONCE else "",
    }
    return render(request, "budgets/call.html", context)


@dataclass(frozen=True, slots=True)
class _Asked:
    form: FilterForm
    filter: projects.Filter
    query: str


def _asked(request: HttpRequest, districts: list[tuple[str, str]]) -> _Asked:
    """Read the filter; a field that does not fit is left out and named on the page."""
    form = FilterForm(request.GET if any(request.GET.get(name) for name in FIELDS) else None, districts=districts)
    data: dict[str, Any] = {}
    if form.is_bound:
        form.is_valid()
        data = form.cleaned_data
    given = {name: data.get(name) or "" for name in ("district", "category", "state")}
    query = QueryDict(mutable=True)
    for name in FIELDS:
        if request.GET.get(name):
            query[name] = request.GET.get(name, "")
    return _Asked(form, projects.Filter(**given, words=data.get("q") or ""), query.urlencode())


def _page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0  # noqa: PLR2004, a city's list ends


def _address(query: str, number: int) -> str:
    return f"?{query + '&' if query else ''}page={number}#projects"


def stops(call: "Call", now: datetime) -> list[Stop]:
    """This will give the way of a call: collecting, checking, the vote, the count, the protocol."""
    counted = call.state in ("decided", "published")
    return [
        _stretch(_("Residents hand in projects"), call.collects_from, call.collects_until, now),
        _stretch(_("Experts check whether they can be built"), call.collects_until, call.votes_from, now),
        _ballot_stop(call),
        _stretch(_("The vote"), call.votes_from, call.votes_until, now),
        Stop(
            _("The count"),
            Step.DONE if counted else Step.NOW if call.state == "closed" else Step.NEXT,
            note="" if counted else _("The ballots are published first, then the number of the lot is drawn."),
            evidence=[Evidence(_("Results"), reverse("budgets:results", args=[call.code]))] if counted else [],
        ),
        Stop(
            _("The signed protocol; winners become works"),
            Step.DONE if call.published_at else Step.NEXT,
            when=call.published_at,
        ),
    ]


def _ballot_stop(call: "Call") -> Stop:
    drawn = call.ballot_order
    if drawn is None:
        return Stop(_("The order of the ballot is drawn by lot"), Step.NEXT)
    record = Evidence(_("Record of the lot"), reverse("decisions:page", args=[drawn.public_id]))
    return Stop(
        _("The order of the ballot is drawn by lot"),
        Step.DONE if drawn.decided_at else Step.NOW,
        when=drawn.decided_at,
        evidence=[record],
    )


def _stretch(what: str, since: datetime, until: datetime, now: datetime) -> Stop:
    step = Step.NEXT if now < since else Step.NOW if now < until else Step.DONE
    ends = _("until %(moment)s") % {"moment": write_moment(until, language=language())}
    return Stop(what, step, when=since, note=ends)
