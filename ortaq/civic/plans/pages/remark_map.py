"""What is said about places, on a map with the list that says the same."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.plans.pages.entry import settle_cache, version_or_404
from ortaq.civic.plans.pages.remarks import asked, query_of, remark_or_404
from ortaq.civic.plans.queries import remark_maps
from ortaq.civic.plans.queries import remarks as queries
from ortaq.civic.plans.rules.remarks import KINDS
from ortaq.civic.plans.templatetags.answers import KINDS as WORDS
from ortaq.core.ui.maps import pins_answer, read_box

TWIN = 8
"""Remarks in the list beside the map."""


@require_safe
def page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will show the map with the first remarks of the same filter beside it."""
    plan, version = version_or_404(request, code, number)
    form, found = asked(request, version, queries.by_lens(version))
    query = query_of(request)
    context = {
        "plan": plan, "version": version, "tab": "remarks", "slim": True, "form": form, "query": query,
        "narrowed": bool(query), "page": queries.listed(version, replace(found, placed=True), limit=TWIN),
        "asked": found,
        "source": reverse("plans:remarks_points", args=[code, number]) + (f"?{query}" if query else ""),
        "here": reverse("plans:remarks_map", args=[code, number]),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/remarks_map.html", context))


@require_safe
def points(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will give what is said in a box, as the map draws it."""
    box = read_box(request.GET.get("bbox", ""))
    if box is None:
        return JsonResponse({"error": _("bbox is west,south,east,north in degrees.")}, status=400)
    plan, version = version_or_404(request, code, number)
    _form, found = asked(request, version, {})
    return _answer(code, remark_maps.in_box(version, box, found), public=plan.listed)


@require_safe
def place(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will give one remark with its whole shape, as the map draws it."""
    _plan, remark = remark_or_404(request, code, said)
    stood = [one for one in queries.anchors_of(remark) if one.state != "orphaned"]
    return _answer(code, remark_maps.one(remark, stood[-1] if stood else None), public=False)


def _answer(code: str, found: remark_maps.Found, *, public: bool) -> HttpResponse:
    pins = [[pin.lon, pin.lat, pin.number, KINDS.index(pin.kind), 0] for pin in found.pins]
    return pins_answer(
        pins, found.sketches, kinds=[WORDS[kind] for kind in KINDS], states=[["", "now"]],
        href=reverse("plans:remark", args=[code, "NUMBER"]), title=_("Remark No. %(number)s") % {"number": "NUMBER"},
        more=found.more, public=public,
    )  # fmt: skip
