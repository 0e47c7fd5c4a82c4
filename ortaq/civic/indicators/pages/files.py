"""An indicator as CSV and JSON, and its districts as the map draws them."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ortaq.civic.indicators.pages import drawn
from ortaq.civic.indicators.pages.entry import indicator_or_404
from ortaq.civic.indicators.queries import indicators as queries
from ortaq.civic.indicators.queries import values
from ortaq.civic.indicators.rules import periods
from ortaq.civic.indicators.rules.values import groups_of, write
from ortaq.civic.indicators.templatetags.indicators import figure
from ortaq.core.people.actor import GUEST
from ortaq.core.territory import layers
from ortaq.core.territory import queries as territory
from ortaq.core.ui import sheets
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.indicators.models import Indicator, Value

HEAD = (
    "indicator", "territory", "period", "start", "end", "split", "value", "unit", "state", "source", "source_url",
    "licence", "measured_on", "recorded_at", "superseded_at", "corrects", "id", "note", "digest", "demo",
)  # fmt: skip
MOST_PARTS = 200


@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponseBase:
    """This will give every row ever written as CSV; what no longer holds says since when."""
    indicator = indicator_or_404(code)
    return sheets.sheet(f"{code}.csv", HEAD, _lines(indicator))


def _lines(indicator: "Indicator") -> Iterator[list[Any]]:
    for one in values.every_row(indicator):
        row = _facts(indicator, one)
        yield [row[name] if name != "split" else _split(row[name]) for name in HEAD]


def _facts(indicator: "Indicator", one: "Value") -> dict[str, Any]:
    return {
        "indicator": indicator.code, "territory": one.territory.code,
        "period": str(periods.Period(one.start, one.end, one.period)), "start": one.start.isoformat(),
        "end": one.end.isoformat(), "split": groups_of(one.split), "value": write(one.amount), "unit": indicator.unit,
        "state": "computed" if one.computed else one.state, "source": one.source, "source_url": one.source_url,
        "licence": one.licence, "measured_on": one.measured_on.isoformat(), "recorded_at": one.recorded_at.isoformat(),
        "superseded_at": one.superseded_at.isoformat() if one.superseded_at else None, "corrects": one.corrects_id,
        "id": one.pk, "note": one.note, "digest": one.digest, "demo": one.demo,
    }  # fmt: skip


def _split(groups: dict[str, str]) -> str:
    return ",".join(f"{dimension}={group}" for dimension, group in groups.items())


@require_safe
def document(request: HttpRequest, code: str) -> JsonResponse:
    """This will give an indicator as JSON: its definition, every row with what it was computed from, its targets."""
    indicator = indicator_or_404(code)
    story = queries.story(indicator, GUEST, timezone.localdate())
    told = {
        "code": indicator.code, "number": indicator.matter.number, "name": indicator.name,
        "definition": indicator.definition, "theme": indicator.theme, "unit": indicator.unit,
        "direction": indicator.direction, "frequency": indicator.frequency, "body": indicator.body.code,
        "territory": indicator.territory.code, "formula": indicator.formula, "rule": indicator.rule or None,
        "figure": indicator.figure or None, "freshness": story.fresh, "demo": indicator.demo,
        "frameworks": [
            {"framework": one.item.framework.code, "edition": one.item.framework.edition, "id": one.item.code,
             "fit": one.fit, "checked": one.item.checked}
            for one in story.alignments
        ],
        "targets": [
            {"territory": target.territory.code, "baseline": write(target.baseline), "target": write(target.amount),
             "baseline_on": target.baseline_on.isoformat(), "due_on": target.due_on.isoformat(),
             "done": f"{way.done.numerator}/{way.done.denominator}" if way else None, "source": target.source}
            for target, way in story.targets
        ],
        "values": [_facts(indicator, one) | {"computed": one.computed} for one in values.every_row(indicator)],
    }  # fmt: skip
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=60"
    return response


@require_safe
def districts(request: HttpRequest, code: str) -> HttpResponse:
    """This will give the parts of the whole as the map draws them, coloured by their latest value."""
    indicator = indicator_or_404(code)
    today = timezone.localdate()
    picture = drawn.by_place(queries.story(indicator, GUEST, today))
    places = {one.territory.code: one for one in picture.places if one.value} if picture else {}
    asked = layers.Asked(today, limit=MOST_PARTS, counted=False, filters={"parent": indicator.territory.code})
    features, boxes = [], []
    for row in territory.drawn_territories(asked).rows:
        place = places.get(row.id)
        if place is None or place.value is None:
            continue
        said = {"title": localized(place.territory.name), "word": figure(place.value.amount, indicator)}
        properties = said | {"c": place.kind, "key": str(place.value.pk)}
        features.append({"type": "Feature", "geometry": json.loads(row.geometry), "properties": properties})
        boxes.append(territory.box_of(place.territory, today))
    found = {
        "type": "FeatureCollection", "features": features,
        "classes": drawn.legend(indicator, picture) if picture else [],
        "href": reverse("indicators:value", args=[code, 0]).replace("/0/", "/KEY/"),
        "box": layers.around(box for box in boxes if box), "more": False,
    }  # fmt: skip
    response = HttpResponse(json.dumps(found, ensure_ascii=False), content_type="application/geo+json")
    response["Cache-Control"] = "public, max-age=60"
    return response
