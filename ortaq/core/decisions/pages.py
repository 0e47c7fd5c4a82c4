"""Decisions as everyone sees them: the list, the line of what happened, the files to recompute it from."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.core.decisions import queries
from ortaq.engines.proof import canonical

if TYPE_CHECKING:
    from ortaq.core.decisions.models import Decision

PAGE = 20


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list decisions, the newest first, a page at a time."""
    before = None
    if after := request.GET.get("after", ""):
        try:
            before = queries.get(UUID(after))
        except ValueError as error:
            raise Http404 from error
    found = queries.newest(before=before, limit=PAGE + 1)
    shown = found[:PAGE]
    older = f"?after={shown[-1].public_id}" if len(found) > PAGE else ""
    return render(request, "decisions/list.html", {"decisions": shown, "older": older, "later": before is not None})


@require_safe
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """This will show a decision with its line and how to recompute it."""
    decision = _decision_or_404(public_id)
    content = {
        "decision": decision,
        "stops": list(_stops(decision)),
        "case_text": canonical(decision.case).decode()[:4000],
        "outcome_text": canonical(decision.outcome).decode()[:4000] if decision.outcome is not None else "",
    }
    return render(request, "decisions/page.html", content)


@require_safe
def record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """This will give decision.json: the bytes `ortaq verify` recomputes, the same each time."""
    decision = _decision_or_404(public_id)
    if decision.decided_at is None:
        raise Http404
    return _json(queries.record_bytes(decision), f"decision-{public_id}.json")


@require_safe
def case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """This will give case.json: the case as it was announced, before any seed."""
    return _json(canonical(_decision_or_404(public_id).case), f"case-{public_id}.json")


def _json(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _decision_or_404(public_id: UUID) -> "Decision":
    decision = queries.get(public_id)
    if decision is None:
        raise Http404
    return decision


def _stops(decision: "Decision") -> list[dict[str, Any]]:
    """The stops of the line, as `ui/line.html` draws them."""
    case_file = {"label": "case.json", "href": reverse("decisions:case", args=[decision.public_id]), "icon": "download"}
    stops: list[dict[str, Any]] = [
        {
            "kind": "done",
            "what": _("The case was published"),
            "when": decision.announced_at,
            "note": _("With the fingerprint %(digest)s, before any seed was drawn.") % {"digest": decision.case_digest},
            "evidence": [case_file],
        }
    ]
    if decision.decided_at is None:
        return [*stops, {"kind": "next", "what": _("The seed is drawn and the outcome follows")}]
    href = reverse("decisions:record", args=[decision.public_id])
    stops.append(
        {
            "kind": "done",
            "what": _("Decided by the rule"),
            "when": decision.decided_at,
            "note": _("The seed: %(seed)s") % {"seed": decision.seed}
            if decision.seed
            else _("This rule draws no lot."),
            "quote": decision.seed_source,
            "evidence": [{"label": "decision.json", "href": href, "icon": "download"}],
        }
    )
    if decision.set_aside_at is not None:
        stops.append(
            {
                "kind": "done",
                "what": _("Set aside by people"),
                "when": decision.set_aside_at,
                "who": decision.set_aside_by,
                "quote": decision.set_aside_reason,
            }
        )
    return stops
