"""The page of a contest: the call while it is open, what came of it afterwards."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.contests.pages import bands, deadline, terms
from ortaq.civic.contests.pages.entry import contest_or_404
from ortaq.civic.contests.queries import applications, calls, results, standings
from ortaq.core.journal import queries as journal
from ortaq.core.ui.charts import Point
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.tables import Column, Table
from ortaq.core.ui.templatetags.ui_formats import localized, money

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Contest, Criterion
    from ortaq.core.people.actor import Actor

HUNDRED = 100


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a contest: what, who, how it is judged, until when; later who won, and how anyone checks it."""
    contest, actor, now = contest_or_404(request, code), actor_of(request), timezone.now()
    response = render(request, "contests/contest.html", call(contest, actor, now) | outcome(contest))
    if actor.person_id is not None:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, private=True, max_age=15)
    return response


def call(contest: "Contest", actor: "Actor", now: datetime) -> dict[str, Any]:
    """This will give what is said of the call, and what the visitor can do now."""
    criteria = calls.criteria_of(contest)
    own = applications.mine(contest, actor)
    return {
        "contest": contest,
        "deadline": deadline.of_contest(contest, now),
        "own": own,
        "own_state": applications.shown_state(own) if own else "",
        "may_start": applications.may_start(contest, actor, now),
        "eligibility": [terms.rule_words(rule) for rule in contest.eligibility],
        "criteria": criteria,
        "weights": weights(criteria),
        "at_line": terms.at_line(contest),
        "jury": calls.jury_of(contest),
        "stops": terms.dates(contest, journal.entries(contest.matter, actor), now),
    }


def weights(criteria: "list[Criterion]") -> list[Point]:
    """This will give each criterion's share of the largest total, in whole percents."""
    whole = sum(one.weight * one.highest for one in criteria)
    return [Point(localized(one.title), round(one.weight * one.highest * HUNDRED / whole)) for one in criteria]


def outcome(contest: "Contest") -> dict[str, Any]:
    """This will give what came of the contest, as far as it is public."""
    won, ranked = results.winners(contest), standings.standings(contest)
    return {
        "winners": winners(contest, won),
        "figures": results.figures(contest, won),
        "measured": standings.jury_figures(contest),
        "bands": bands.chart(ranked, standings.line_of(contest)) if ranked else None,
        "records": results.records(contest),
    }


def winners(contest: "Contest", won: list[results.Winner]) -> Table | None:
    """This will give the winners' table; None before the results."""
    if contest.state not in results.TOLD:
        return None
    columns = [Column("place", "№", number=True), Column("name", _("Name")), Column("project", _("Project"))]
    rows: list[list[Any]] = [[one.place, one.name or "—", said_in(one)] for one in won]
    if contest.award == "grant":
        columns.append(Column("sum", _("Sum"), number=True, nowrap=True))
        rows = [[*row, money(one.amount, contest.currency)] for row, one in zip(rows, won, strict=True)]
    return Table(_("Winners"), columns, rows, empty=_("The jury gave nothing this time."))


def said_in(one: results.Winner) -> SafeString:
    """This will mark a project's name with its language."""
    return format_html('<span lang="{}">{}</span>', one.language, one.project)
