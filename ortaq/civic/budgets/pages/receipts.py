"""Receipts: is my ballot in the box? And, after the close, the whole list for anyone to compare."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.budgets.forms.lists import ReceiptForm
from ortaq.civic.budgets.pages.entry import REFUSED, call_or_404
from ortaq.civic.budgets.queries import voting as queries
from ortaq.civic.budgets.rules import ballots
from ortaq.civic.budgets.rules.calls import may_see_totals
from ortaq.core.people.refusal import Refused


@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """This will tell whether the ballot of a receipt lies in the box; it cannot tell what it says."""
    call = call_or_404(request, code)
    form = ReceiptForm(request.GET if "code" in request.GET else None)
    context = {"call": call, "form": form, "found": None, "closed": bool(may_see_totals(call.state))}
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data["code"]
        context |= {
            "found": queries.receipt(call, asked),
            "asked": ballots.written(ballots.plain_code(asked)),
            "line": ballots.listed(call.code, asked),
        }
    status = REFUSED if form.is_bound and not form.is_valid() else 200
    return render(request, "budgets/receipt.html", context, status=status)


@require_safe
def every(request: HttpRequest, code: str) -> HttpResponse:
    """This will give the list of receipts as plain text, one line each, once the vote is closed."""
    call = call_or_404(request, code)
    try:
        lines = queries.receipts(call)
    except Refused as refused:
        raise Http404 from refused
    response = HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{call.code}-receipts.txt"'
    return response
