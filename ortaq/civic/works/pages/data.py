"""Works to take away: a table, and projects of the Open Contracting for Infrastructure Data Standard."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ortaq.civic.works.pages.entry import plain_filter, work_or_404
from ortaq.civic.works.pages.works import file_address
from ortaq.civic.works.queries import oc4ids
from ortaq.civic.works.queries import works as queries
from ortaq.civic.works.rules.quantities import UNIT
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.sheets import sheet
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.engines.language import LANGUAGES

if TYPE_CHECKING:
    from ortaq.civic.works.models import Work
    from ortaq.core.files.models import StoredFile

KINDS = tuple(UNIT)
FACTS = (
    "kind",
    "stage",
    "body",
    "district",
    "year",
    "contractor",
    "contract_number",
    "planned_tiyn",
    "spent_tiyn",
    "currency",
    "starts_on",
    "ends_on",
    "done_on",
    "lon",
    "lat",
    "address",
)
HEAD = (
    "number",
    *(f"title_{code}" for code in LANGUAGES),
    *FACTS,
    *(f"{kind}_{side}" for kind in KINDS for side in ("planned", "built")),
)


@require_safe
def table(request: HttpRequest) -> HttpResponseBase:
    """This will send the works of a choice as CSV, row by row."""
    return sheet("works.csv", HEAD, _rows(plain_filter(request)))


def _rows(asked: queries.Filter) -> Iterator[tuple[Any, ...]]:
    for row, made in queries.rows(asked):
        titles = (row["title"].get(code, "") for code in LANGUAGES)
        grant = row["kind"] == "grant"  # carried out by people, perhaps: their names stay on the page
        facts = (
            row["kind"],
            row["stage"],
            row["body__code"],
            row["district"],
            row["year"] or None,
            None if grant else row["contractor"],
            row["contract_number"],
            row["planned"],
            row["spent"],
            row["currency"],
            *(day and day.isoformat() for day in (row["starts_on"], row["ends_on"], row["done_on"])),
            row["matter__lon"],
            row["matter__lat"],
            row["matter__address"],
        )
        amounts = (amount for kind in KINDS for amount in made.get(kind, (None, None)))
        yield (row["matter__number"], *titles, *facts, *amounts)


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """This will give the works of a choice as a package of projects; the next page stands in the head "Link"."""
    after = read_whole(request.GET.get("after", ""))
    works, older = oc4ids.page(plain_filter(request), after=after)
    response = _package(request, works)
    if older:
        query: QueryDict = request.GET.copy()
        query["after"] = str(older)
        response["Link"] = f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'
    return response


@require_safe
def project(request: HttpRequest, number: str) -> HttpResponse:
    """This will give one work as a package of one project."""
    return _package(request, [work_or_404(number)])


def _package(request: HttpRequest, works: "list[Work]") -> HttpResponse:
    spoken = language()

    def page_of(work: "Work") -> str:
        return request.build_absolute_uri(reverse("works:work", args=[work.matter.number]))

    def file_of(file: "StoredFile") -> str:
        return request.build_absolute_uri(file_address(file))

    told = [
        oc4ids.project(work, prefix=settings.OC4IDS_PREFIX, language=spoken, page_of=page_of, file_of=file_of)
        for work in works
    ]
    publisher = next((words(body.name, spoken) for body in territory.bodies().values() if body.operator), "Ortaq")
    made = oc4ids.package(told, uri=request.build_absolute_uri(), publisher=publisher, published_at=timezone.now())
    response = HttpResponse(json.dumps(made, ensure_ascii=False, indent=1), content_type="application/json")
    response["Cache-Control"] = "public, max-age=60"
    return response
