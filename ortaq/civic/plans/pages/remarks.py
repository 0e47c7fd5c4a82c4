"""What people say about a version: the list, its map, one remark, and a person's own ones."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.plans.forms.remarks import FilterForm
from ortaq.civic.plans.pages.entry import plan_or_404, settle_cache, version_or_404
from ortaq.civic.plans.queries import anchors, answers, plans
from ortaq.civic.plans.queries import remarks as queries
from ortaq.civic.plans.rules.anchors import SHAPE, State
from ortaq.core.people import queries as people
from ortaq.core.people.refusal import Refused, require
from ortaq.core.people.rules import Rung, may_stand
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Anchor, Plan, PlanVersion, Remark, Zone

    Under = tuple[list[Zone], list[Zone]]

FIELDS = ("lens", "part", "key", "kind", "fate", "became", "order")
AT_ONCE = 20


def asked(request: HttpRequest, version: "PlanVersion", groups: dict[str, int]) -> tuple[FilterForm, queries.Filter]:
    """This will read the filter; a field that does not fit is left out and named on the page."""
    bound = request.GET if any(request.GET.get(name) for name in FIELDS) else None
    form = FilterForm(bound, groups=groups, first=version.before_id is None)
    if form.is_bound:
        form.is_valid()
    data = form.cleaned_data if form.is_bound else {}
    given: dict[str, Any] = {name: data.get(name) or "" for name in FIELDS}
    return form, queries.Filter(**given | {"order": given["order"] or queries.NEWEST})


def query_of(request: HttpRequest) -> str:
    """This will give the part of the address that keeps the filter."""
    query = QueryDict(mutable=True)
    for name in FIELDS:
        if request.GET.get(name):
            query[name] = request.GET[name]
    return query.urlencode()


@require_safe
def listing(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will list what is said about a version, narrowed and ordered by the address."""
    plan, version = version_or_404(request, code, number)
    form, found = asked(request, version, queries.by_lens(version))
    page = queries.listed(version, found, request.GET.get("after", ""), AT_ONCE)
    here, query = reverse("plans:remarks", args=[code, number]), query_of(request)
    context = {
        "plan": plan, "version": version, "tab": "remarks", "slim": True, "form": form, "query": query, "page": page,
        "asked": found, "narrowed": bool(query and found != queries.Filter(order=found.order)), "here": here,
        "newer": _neighbour(here, query, page.newer), "older": _neighbour(here, query, page.older),
        "may": queries.open_now(version, today=timezone.localdate()),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/remarks.html", context))


def _neighbour(here: str, query: str, after: str) -> str:
    return f"{here}?{query + '&' if query else ''}{urlencode({'after': after})}" if after else ""


def remark_or_404(request: HttpRequest, code: str, said: str) -> "tuple[Plan, Remark]":
    """This will give a remark this visitor may read; "not yours" looks like "not there"."""
    plan = plan_or_404(request, code)
    found = queries.get(plan, said, actor_of(request))
    if found is None:
        raise Http404
    return plan, found


@require_safe
def page(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will show a remark, where it stands on each version since, who supports it and what became of it."""
    return show(request, *remark_or_404(request, code, said))


def show(
    request: HttpRequest, plan: "Plan", remark: "Remark", *, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    """This will render the page; `refused` is what was declined a moment ago."""
    actor = actor_of(request)
    told = queries.story(remark, actor)
    stood = [one for one in told.anchors if one.state != State.ORPHANED]
    context = {
        "plan": plan, "version": told.anchors[-1].version if told.anchors else remark.version, "tab": "remarks",
        "slim": True, "remark": remark, "matter": remark.matter, "story": told,
        "first": told.anchors[0] if told.anchors else None, "stands": stood[-1] if stood else None,
        "steps": _steps(told.anchors),
        "corrections": answers.corrections(remark) if remark.fate else [],
        "standing": str(answers.standing_of(remark, timezone.localdate())),
        "rung": may_stand(people.rung_of_person(actor.person_id), least=Rung.PHONE_VERIFIED), "refused": refused,
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/remark.html", context, status=status))


def _steps(found: "list[Anchor]") -> "list[tuple[Anchor | None, Anchor, Under | None]]":
    """Each anchor with the one before it; where zones under a drawn shape changed, with those of both versions."""
    pairs = zip([None, *found], found, strict=False)
    return [(before, one, _under(before, one)) for before, one in pairs]


def _under(before: "Anchor | None", one: "Anchor") -> "Under | None":
    if before is None or one.part != SHAPE or one.state != State.CHANGED:
        return None
    return anchors.zones_under(before), anchors.zones_under(one)


@never_cache
@require_safe
def mine(request: HttpRequest, code: str) -> HttpResponse:
    """This will list a person's own remarks on a plan, also while nobody else sees them."""
    plan, actor = plan_or_404(request, code), actor_of(request)
    require(may_stand(people.rung_of_person(actor.person_id), least=Rung.ACCOUNT))
    context = {
        "plan": plan, "version": plans.version(plan, None, actor), "tab": "remarks", "slim": True,
        "remarks": queries.mine(plan, actor),
    }  # fmt: skip
    return render(request, "plans/my_remarks.html", context)
