"""A village plan as people read it: what hurts, what is done about it, what it takes and what it reaches."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.plans.forms.reading import NeedsForm
from ortaq.civic.plans.pages.entry import settle_cache, version_or_404
from ortaq.civic.plans.queries import cards, gatherings, remarks
from ortaq.civic.plans.queries import grants as grant_queries
from ortaq.civic.plans.queries import village as queries
from ortaq.civic.plans.templatetags.village import KINDS, STATES, THEMES, resource_sum
from ortaq.core.ui.dates import write_short_day
from ortaq.core.ui.lines import Step, Stop
from ortaq.core.ui.numbers import write_money
from ortaq.core.ui.tables import Column, Table
from ortaq.core.ui.templatetags.ui_formats import language, localized

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion

LATE = "late"


def whole_or_404(request: HttpRequest, code: str, number: int) -> "tuple[Plan, PlanVersion, queries.Whole]":
    """This will give a version that is built of needs, with how it goes on today."""
    plan, version = version_or_404(request, code, number)
    whole = queries.whole(version, today=timezone.localdate())
    if not whole.needs:
        raise Http404
    return plan, version, whole


@require_safe
def needs(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will show the needs of a village as a tree and by their dots, each with its measures."""
    plan, version, whole = whole_or_404(request, code, number)
    themes = {line.need.theme for line in whole.needs}
    form = NeedsForm(
        request.GET or None,
        themes=[(one, word) for one, word in THEMES.items() if one in themes],
        states=[(one, word) for one, (word, _tone) in STATES.items()],
    )
    asked = form.cleaned_data if form.is_valid() else {}
    shown = list(_narrowed(whole, asked.get("theme", ""), asked.get("state", "")))
    context = {
        "plan": plan, "version": version, "tab": "needs", "whole": whole, "lines": shown, "form": form,
        "tree": whole.roots if any(line.causes for line in whole.needs) else (),
        "most_dots": max((line.need.dots for line in whole.needs), default=0),
        "narrowed": any(asked.values()), "groups": _groups(plan),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/needs.html", context, status=422 if form.errors else 200))


def _narrowed(whole: queries.Whole, theme: str, state: str) -> Iterator[queries.NeedLine]:
    """The needs of a theme, the most dots first, with their measures of a state."""
    for line in sorted(whole.needs, key=lambda line: -line.need.dots):
        if theme and line.need.theme != theme:
            continue
        if not state:
            yield line
        elif kept := tuple(one for one in line.measures if state == one.state or (state == LATE and one.late)):
            yield replace(line, measures=kept)


def _groups(plan: "Plan") -> dict[str, Any]:
    """Code of each group → its name."""
    return {one.code: one.name for one in gatherings.groups(plan)}


@require_safe
def need(request: HttpRequest, code: str, number: int, key: str) -> HttpResponse:
    """This will show one need: who named it, what causes it, what is done about it."""
    plan, version, whole = whole_or_404(request, code, number)
    line = whole.find_need(key)
    if line is None:
        raise Http404
    above = next((one for one in whole.needs if one.need.pk == line.need.cause_of_id), None)
    context = {
        "plan": plan, "version": version, "tab": "needs", "slim": True, "line": line, "need": line.need,
        "above": above, "groups": _groups(plan),
        "most_dots": max(one.need.dots for one in whole.needs), "matter": cards.card(plan.pk, "need", key),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/need.html", context))


@require_safe
def measure(request: HttpRequest, code: str, number: int, key: str) -> HttpResponse:
    """This will show one measure from the need to what it reached, with every figure and its source."""
    plan, version, whole = whole_or_404(request, code, number)
    line = whole.find_measure(key)
    if line is None:
        raise Http404
    one = line.measure
    context = {
        "plan": plan, "version": version, "tab": "needs", "slim": True, "line": line, "measure": one,
        "need": one.need, "stops": list(_stops(line)), "money": _money(line),
        "grants": grant_queries.of_measure(plan, key), "said": remarks.of_part(version, "measure", key),
        "may": remarks.open_now(version, today=timezone.localdate()),
        "points": reverse("plans:measure_points", args=[code, number]) if one.lon is not None else "",
        "matter": cards.card(plan.pk, "measure", key),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/measure.html", context))


def _stops(line: queries.MeasureLine) -> Iterator[Stop]:
    """The way of a measure: every step that was told, then the day it is due."""
    if not line.steps:
        yield Stop(STATES["planned"][0], Step.NOW)
    for one in line.steps:
        step = Step.NOW if one is line.step and one.state == "running" else Step.DONE
        yield Stop(STATES[one.state][0], step, when=one.on, note=localized(one.note))
    if line.state in ("planned", "running"):
        yield Stop(_("Due"), Step.LATE if line.late else Step.NEXT, when=line.measure.due_on)


def _money(line: queries.MeasureLine) -> Table:
    """What the measure takes, resource by resource, with what was paid and the document that shows it."""
    lang = language()
    rows = [
        [str(KINDS[one.resource.kind]), localized(one.resource.note), str(one.resource.year or "—"),
         resource_sum(one.resource), write_money(one.spent.amount, language=lang) if one.spent else "—",
         f"{one.spent.source}, {write_short_day(one.spent.on, language=lang)}" if one.spent else "—"]
        for one in line.resources
    ]  # fmt: skip
    return Table(
        caption=_("Resources of the measure"),
        columns=[
            Column("kind", _("Where it comes from")),
            Column("note", _("What it is")),
            Column("year", _("Year")),
            Column("planned", _("Planned"), number=True),
            Column("spent", _("Spent"), number=True),
            Column("source", _("Source")),
        ],
        rows=rows,
    )


@require_safe
def points(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will give the measures that have a place, as the map draws them."""
    plan, _version, whole = whole_or_404(request, code, number)
    features = [_point(code, number, line) for line in whole.measures() if line.measure.lon is not None]
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/geo+json")
    response["Cache-Control"] = "public, max-age=60" if plan.listed else "private, max-age=15"
    return response


def _point(code: str, number: int, line: queries.MeasureLine) -> dict[str, Any]:
    one = line.measure
    word, tone = STATES[LATE if line.late else line.state]
    said = {"title": localized(one.title), "kind": localized(one.need.title), "word": str(word), "tone": tone,
            "href": reverse("plans:measure", args=[code, number, one.key])}  # fmt: skip
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]}, "properties": said}
