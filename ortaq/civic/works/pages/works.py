"""The register of works as a list, and the way of one work."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.works.pages.entry import Asked, asked, districts, settle_cache, tabs_of, work_or_404
from ortaq.civic.works.queries import acceptance, grants, photos, totals, workshops
from ortaq.civic.works.queries import works as queries
from ortaq.civic.works.rules import rights
from ortaq.civic.works.rules.stages import BID_FOR, BUILT, ENDS, WAY, Stage
from ortaq.civic.works.templatetags.works import EVIDENCE_ICONS, amount, measure_name, stage_name
from ortaq.core.matters import addresses
from ortaq.core.matters.localized import words
from ortaq.core.ui.lines import Evidence, Step, Stop
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.works import models
    from ortaq.civic.works.models import Work
    from ortaq.core.files.models import StoredFile

VIEWS = {
    "works": gettext_lazy("List"),
    "map": gettext_lazy("Map"),
    "totals": gettext_lazy("Figures"),
    "workshops": gettext_lazy("Workshops and concepts"),
    "grants": gettext_lazy("Grants"),
}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list works, narrowed by the address; the list of a figure says how much each work makes."""
    found = asked(request)
    before = read_whole(request.GET.get("before", ""))
    page = queries.listing(found.filter, before=before)
    here = reverse("works:works")
    rest = f"{found.query}&" if found.query else ""
    context = {
        "page": page, "form": found.form, "query": found.query, "narrowed": bool(found.query), "here": here,
        "drawn": _drawn_query(found),
        "tabs": tabs_of("works", VIEWS), "rows": _rows(page, found), "figure": _figure(found),
        "older": f"?{rest}before={page.older}" if page.older else "",
        "newer": f"{here}?{found.query}" if before else "",
    }  # fmt: skip
    return settle_cache(request, render(request, "works/list.html", context))


def _drawn_query(found: Asked) -> str:
    """What of the choice the layer of works knows: it has neither figures nor "of the whole city"."""
    asks = found.filter
    given = {"kind": asks.kind, "stage": asks.stage, "district": asks.district, "year": asks.year}
    return urlencode({name: value for name, value in given.items() if value})


def _rows(page: queries.Page, found: Asked) -> list[dict[str, Any]]:
    pictures = photos.first_of(page.works)
    amounts = page.amounts or {}
    return [
        {
            "work": work, "photo": pictures.get(work.pk), "district": found.districts.get(work.district, ""),
            "amount": amount(found.filter.measure, amounts[work.pk]) if work.pk in amounts else "",
        }
        for work in page.works
    ]  # fmt: skip


def _figure(found: Asked) -> dict[str, Any] | None:
    """The figure this list is the sum of, where it is one: narrowed by nothing the sums do not know."""
    asks = found.filter
    if not asks.measure or asks.kind or asks.stage:
        return None
    sums = totals.figures(year=asks.year, district=asks.district)
    one = next((row for row in (sums.built if asks.built else sums.ahead) if row.kind == asks.measure), None)
    return {"name": measure_name(asks.measure), "amount": amount(asks.measure, one.amount if one else 0), "row": one}


FIRST_WORDS = 5
"""Cards it came of that stand on its page; all of them stand in its story."""


@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    """This will show a work: what, where, who, the money, its way with evidence, quantities and photos."""
    work, actor = work_or_404(number), actor_of(request)
    began = queries.origins(work, actor)
    came_from = [link.origin for link in began[:FIRST_WORDS]]
    hrefs = addresses.of(came_from)
    may_keep = bool(queries.may_move(work, actor))
    is_grant = work.kind == "grant"
    context = {
        "work": work, "matter": work.matter, "stops": list(stops(work)), "built": work.stage in BUILT,
        "origins": [(matter, hrefs.get(matter.pk, "")) for matter in came_from], "more": len(began) - len(came_from),
        "may_keep": may_keep, "may_move": may_keep and work.stage not in ENDS,
        "may_inspect": rights.may_inspect(actor, work.stage), "district": districts().get(work.district, ""),
        "quantities": queries.quantities_of(work), "pairs": photos.shown(work), "concept": workshops.of_work(work.pk),
        "payments": grants.payments(work) if is_grant else [], "results": grants.results(work) if is_grant else [],
        "acceptance": acceptance.of_work(work) if work.stage in BUILT else None,
    }  # fmt: skip
    return settle_cache(request, render(request, "works/work.html", context))


def stops(work: "Work") -> list[Stop]:
    """This will give the way of a work: stages reached with their words and evidence, then the ones ahead."""
    body = words(work.body.short_name, (get_language() or "kk").split("-")[0])
    reached = list(work.steps.all())
    found = [
        Stop(
            what=stage_name(step.stage, work.kind),
            step=Step.NOW if step is reached[-1] and work.stage not in ENDS else Step.DONE,
            when=step.reached_on,
            who=body,
            quote=step.note,
            evidence=_evidence(step),
        )
        for step in reached
    ]
    if work.stage in ENDS:
        return found
    ahead = [stage for stage in WAY[WAY.index(Stage(work.stage)) + 1 :] if work.kind != "grant" or stage not in BID_FOR]
    return [*found, *(Stop(what=stage_name(stage, work.kind), step=Step.NEXT) for stage in ahead)]


def _evidence(step: "models.Step") -> list[Evidence]:
    """What shows a stage; files that are still being cleaned come later."""
    found = []
    for number, proof in enumerate(step.evidence.all(), 1):
        icon = EVIDENCE_ICONS[proof.kind]
        if proof.file is None:
            found.append(Evidence(proof.label or _("Link %(n)s") % {"n": number}, proof.url, icon))
        elif proof.file.state == "ready":
            photo = proof.kind == "photo"
            label = _("Photo %(n)s") % {"n": number} if photo else proof.label
            found.append(Evidence(label, file_address(proof.file), icon))
    return found


def file_address(file: "StoredFile") -> str:
    """This will give the address of a public file of a work."""
    if file.content_type == "application/pdf":
        return reverse("files:document", args=[file.public_id])
    return reverse("files:photo", args=[file.public_id, "large"])
