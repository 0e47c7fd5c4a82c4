"""The response matrix: everything said about a version with its fate and who answered, as page, CSV and PDF."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ortaq.civic.plans.pages import matrix_paper
from ortaq.civic.plans.pages.entry import settle_cache, version_or_404
from ortaq.civic.plans.queries import matrix as queries
from ortaq.civic.plans.queries.answers import Line, today_of
from ortaq.civic.plans.rules.answers import OPEN
from ortaq.civic.plans.templatetags.answers import part_words
from ortaq.core.discussion.rules.fates import FATES
from ortaq.core.ui.charts import Point
from ortaq.core.ui.numbers import read_whole, write_number
from ortaq.core.ui.sheets import sheet
from ortaq.core.ui.templatetags.ui_fates import fate_name
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan, PlanVersion

PAGE = 30
ON_PAPER = 1_000
"""Remarks of one PDF: two thousand would take 700 MB to set."""
HEAD = (
    "number", "said_about_version", "kind", "part", "part_key", "part_words", "title", "text", "language", "groups",
    "supporters", "part_became", "fate", "answer_kk", "answer_ru", "answer_en", "forwarded_to_kk", "forwarded_to_ru",
    "body", "due_on", "answered_on", "standing",
)  # fmt: skip


def _published_or_404(request: HttpRequest, code: str, number: int) -> "tuple[Plan, PlanVersion]":
    """A version everyone reads: what is in the making has nothing said about it."""
    plan, version = version_or_404(request, code, number)
    if version.published_at is None:
        raise Http404
    return plan, version


@require_safe
def page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will show what became of everything said about a version, narrowed by fate and body."""
    plan, version = _published_or_404(request, code, number)
    sums = queries.sums(version)
    fate, body = request.GET.get("fate", ""), request.GET.get("body", "")
    fate = fate if fate in (*FATES, OPEN) else ""
    body = body if any(one.code == body for one in sums.bodies) else ""
    after = read_whole(request.GET.get("after", ""))
    lines = queries.rows(version, fate=fate, body=body, after=after, limit=PAGE + 1, now=timezone.now())
    here = reverse("plans:answers", args=[code, number])
    last = lines[PAGE - 1].remark.pk if len(lines) > PAGE else 0
    context = {
        "plan": plan, "version": version, "tab": "answers", "slim": True, "lines": lines[:PAGE], "sums": sums,
        "older": _address(here, fate=fate, body=body, after=str(last)) if last else "",
        "newest": _address(here, fate=fate, body=body) if after else "",
        "tabs": _tabs(here, sums, fate, body), "fate": fate, "body": body,
        "bodies": sums.bodies if len(sums.bodies) > 1 else [],
        "points": [Point(fate_name("" if one == OPEN else one), sums.fates.get(one, 0)) for one in (*FATES, OPEN)],
        "says": _says(sums),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/answers.html", context))


def _address(here: str, **asked: str) -> str:
    said = {name: value for name, value in asked.items() if value}
    return f"{here}?{urlencode(said)}" if said else here


def _tabs(here: str, sums: queries.Sums, fate: str, body: str) -> list[dict[str, Any]]:
    """Every fate that occurs, as a way to those alone."""
    every = {"label": _("All"), "href": _address(here, body=body), "current": not fate, "count": sums.total}
    return [every] + [
        {"label": fate_name("" if one == OPEN else one), "href": _address(here, fate=one, body=body),
         "current": fate == one, "count": sums.fates[one]}
        for one in (*FATES, OPEN) if sums.fates.get(one)
    ]  # fmt: skip


def _says(sums: queries.Sums) -> str:
    said = ngettext(
        "%(answered)s of %(n)s remark has its answer", "%(answered)s of %(n)s remarks have their answers", sums.total
    )
    code = language()
    return said % {
        "answered": write_number(sums.answered, language=code),
        "n": write_number(sums.total, language=code),
    }


@require_safe
def table(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """This will send the whole matrix as CSV, row by row."""
    plan, version = _published_or_404(request, code, number)
    return sheet(f"{plan.code}-{version.number}-answers.csv", HEAD, _cells(version))


def _cells(version: "PlanVersion") -> Iterator[list[Any]]:
    for line in queries.every(version, now=timezone.now()):
        yield _row(line)


def _row(line: Line) -> list[Any]:
    remark, anchor = line.remark, line.anchor
    card = remark.matter
    return [
        card.number, remark.version.number, remark.kind, anchor.part if anchor else "", anchor.key if anchor else "",
        part_words(line.stood), card.title, remark.public_text, card.language, " ".join(line.lenses),
        remark.supporters, anchor.state if anchor else "", remark.fate or OPEN,
        *(remark.answer.get(one, "") for one in ("kk", "ru", "en")),
        *(remark.forwarded_to.get(one, "") for one in ("kk", "ru")),
        remark.body.code, remark.due_on.isoformat(),
        today_of(remark.answered_at).isoformat() if remark.answered_at else "", str(line.standing),
    ]  # fmt: skip


@require_safe
def paper(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will give the matrix as PDF in the language of the page; what no longer fits on it is in the CSV."""
    plan, version = _published_or_404(request, code, number)
    now = timezone.now()
    lines = list(islice(queries.every(version, now=now), ON_PAPER))
    response = HttpResponse(
        matrix_paper.pdf_of(plan, version, lines, queries.sums(version), now=now), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="{plan.code}-{version.number}-answers-{language()}.pdf"'
    return settle_cache(request, response)
