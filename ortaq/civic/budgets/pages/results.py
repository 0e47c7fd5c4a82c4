"""The outcome for everyone: districts, two rules side by side, the records, the files, and how to count again."""

import inspect
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.budgets.pages.entry import call_or_404, short
from ortaq.civic.budgets.queries import calls, results, sheets
from ortaq.core.matters.localized import words
from ortaq.core.ui.numbers import write_money, write_number
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.tables import Cell, Column, Table
from ortaq.core.ui.templatetags.ui_formats import language
from ortaq.engines.choice import verifier

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Call


def counted_or_404(request: HttpRequest, code: str) -> "Call":
    """This will give a call whose votes are counted."""
    call = call_or_404(request, code)
    if not calls.rights(call, actor_of(request), timezone.now())["results"]:
        raise Http404
    return call


@require_safe
def city(request: HttpRequest, code: str) -> HttpResponse:
    """This will show how the vote went and the outcome of every district; before the count it says when it comes."""
    call = call_or_404(request, code)
    rights = calls.rights(call, actor_of(request), timezone.now())
    if not rights["results"]:
        return render(request, "budgets/results_not_yet.html", {"call": call, "closed": bool(rights["totals"])})
    found = results.results(call)
    context = {
        "call": call,
        "facts": facts_of(results.turnout(call)),
        "table": _districts(call, found),
        "rule": results.rule_name(call.spec["rule"], language()),
        "beside": results.rule_name(call.beside["rule"], language()),
    }
    return render(request, "budgets/results.html", context)


def _districts(call: "Call", found: list[results.PotResult]) -> Table:
    return Table(
        caption=_("Outcome by district"),
        columns=[
            Column("district", _("District")),
            Column("won", _("Winners"), number=True),
            Column("of", _("On the ballot"), number=True),
            Column("ballots", _("Ballots"), number=True),
            Column("spent", _("Spent"), number=True),
            Column("pot", _("Money of the district"), number=True),
        ],
        rows=[
            [
                Cell(
                    words(one.pot.district.name, language()),
                    reverse("budgets:result", args=[call.code, short(one.pot.district.code)]),
                ),
                sum(row.won for row in one.rows),
                len(one.rows),
                write_number(one.voters, language=language()),
                write_money(one.spent, language=language()),
                write_money(one.pot.amount, language=language()),
            ]
            for one in found
        ],
    )


@require_safe
def district(request: HttpRequest, code: str, district: str) -> HttpResponse:
    """This will show a district's outcome by both rules, with everything needed to count it again."""
    call = call_or_404(request, code)
    if not calls.rights(call, actor_of(request), timezone.now())["results"]:
        return redirect("budgets:results", code=code)
    found = _result(call, district)
    binding, beside = (results.rule_name(spec["rule"], language()) for spec in (call.spec, call.beside))
    context = {
        "call": call,
        "found": found,
        "short": district,
        "rule": binding,
        "beside": beside,
        "counts": [
            {"decision": count.decision, "name": results.rule_name(count.rule, language())}
            for count in (found.binding, found.beside)
            if count is not None
        ],
        "winners": [row for row in found.rows if row.won],
        "differ": [row for row in found.rows if row.won != row.won_beside],
        "table": _rows(call, found, binding, beside),
    }
    return render(request, "budgets/result.html", context)


def _result(call: "Call", district: str) -> results.PotResult:
    found = next((one for one in results.results(call) if short(one.pot.district.code) == district), None)
    if found is None:
        raise Http404
    return found


def _rows(call: "Call", found: results.PotResult, rule: str, beside: str) -> Table:
    def outcome(row: results.Row, *, won: bool) -> Cell:
        if row.project.state == "withdrawn":
            return Cell(_("withdrawn"), tone="off")
        return Cell(_("won"), tone="good") if won else Cell(_("did not win"), tone="plain")

    return Table(
        caption=_("All projects of the district"),
        columns=[
            Column("title", _("Project")),
            Column("votes", _("Votes"), number=True),
            Column("cost", _("Cost"), number=True),
            Column("rule", _("Decides: %(rule)s") % {"rule": rule}),
            Column("beside", _("For comparison: %(rule)s") % {"rule": beside}),
            Column("why", _("Reasons")),
        ],
        rows=[
            [
                f"№ {row.project.ballot_number} · {row.project.matter.title}",
                write_number(row.votes, language=language()),
                write_money(row.project.cost, language=language()),
                outcome(row, won=row.won),
                outcome(row, won=row.won_beside),
                Cell(_why(row), reverse("budgets:project", args=[call.code, row.project.matter.number]) + "#why"),
            ]
            for row in found.rows
        ],
    )


def _why(row: results.Row) -> str:
    return _("why it won") if row.won else _("why it did not")


@require_safe
def ballots(request: HttpRequest, code: str, district: str) -> HttpResponse:
    """This will give a district's ballots as a Pabulib file: shuffled, without age, sex, time or way of voting."""
    call = counted_or_404(request, code)
    found = results.pabulib_file(call, _result(call, district).pot.district.code)
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}-{district}.pb"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def protocol(request: HttpRequest, code: str) -> HttpResponse:
    """This will give the protocol as PDF."""
    call = counted_or_404(request, code)
    response = HttpResponse(sheets.protocol_pdf(call, language()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{call.code}-protocol.pdf"'
    return response


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """This will tell in five sentences and a picture how Equal Shares elects."""
    return render(request, "budgets/how.html", {})


@require_safe
def lone_verifier(request: HttpRequest) -> HttpResponse:
    """This will give the program that counts a record again and needs nothing but Python."""
    response = HttpResponse(inspect.getsource(verifier), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verifier.py"'
    return response


def facts_of(turnout: results.Turnout) -> list[tuple[str, str]]:
    """This will write how the vote went, line by line."""
    lines = [
        (_("Ballots counted"), turnout.ballots),
        (_("Voted online"), turnout.voters_online),
        (_("Paper forms handed out"), turnout.forms_handed_out),
        (_("Paper forms counted"), turnout.forms_counted),
        (_("Paper forms invalid"), turnout.forms_invalid),
        (_("Paper forms given back or spoiled"), turnout.forms_spoiled),
    ]
    return [(str(name), write_number(value, language=language())) for name, value in lines]
