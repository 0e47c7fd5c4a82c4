"""Paper at the desk: printing, handing out, keying twice, spoiling."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.budgets.desk.overview import call_or_404
from ortaq.civic.budgets.forms import choices
from ortaq.civic.budgets.forms.desk import BatchForm, CodeForm, HandOutForm, KeyForm
from ortaq.civic.budgets.queries import papers as queries
from ortaq.civic.budgets.queries import sheets as printing
from ortaq.civic.budgets.services import papers
from ortaq.core.matters.localized import words
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory import queries as territory
from ortaq.core.ui.dates import write_short_day
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.tables import Cell, Column, Table
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Call, PaperBatch
    from ortaq.core.territory.models import Body


NO_FORM = N_("There is no form with this code in this vote.")


def _call(request: HttpRequest, code: str) -> "Call":
    """A call whose paper the official handles; others are told why not."""
    call = call_or_404(request, code)
    require(queries.may_handle(call, actor_of(request)))
    return call


def _offices(call: "Call", request: HttpRequest) -> "dict[str, Body]":
    """The call's front offices by code, the official's own ones first."""
    bodies, own = territory.bodies(), actor_of(request).body_ids
    ids = sorted(queries.offices(call), key=lambda body: (body not in own, body))
    return {bodies[body].code: bodies[body] for body in ids}


def _named(offices: "dict[str, Body]") -> list[tuple[str, str]]:
    return [(code, words(body.name, language())) for code, body in offices.items()]


def _deed(
    request: HttpRequest, call: "Call", form: forms.Form, do: Callable[[Any], str], here: str, **says: Any
) -> HttpResponse:
    """One form, one service; a refusal keeps what was typed, success says so and begins anew."""
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                done = do(form.cleaned_data)
            except Refused as refused:
                form.add_error(refused.code if refused.code in form.fields else None, sentence(refused))
            else:
                messages.success(request, done)
                return redirect(here, code=call.code)
    context = {"call": call, "form": form, "back": reverse("budgets_desk:papers", args=[call.code]), **says}
    return render(request, "budgets_desk/deed.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the batches with the work that is left, and print another one."""
    call = _call(request, code)
    offices = _offices(call, request)
    form = BatchForm(request.POST if request.method == "POST" else None, offices=_named(offices))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            papers.print_batch(
                call=call, office=offices[data["office"]], size=data["size"], actor=actor_of(request),
                now=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("The batch is ready to be printed."))
            return redirect("budgets_desk:papers", code=code)
    found = queries.batches(call, actor_of(request))
    context = {"call": call, "form": form, "table": _table(call, found), "may_print": call.state == "voting"}
    return render(request, "budgets_desk/papers.html", context, status=422 if form.is_bound else 200)


def _table(call: "Call", found: "list[PaperBatch]") -> Table:
    return Table(
        caption=_("Batches"),
        columns=[
            Column("batch", _("Batch")),
            Column("office", _("Front office")),
            Column("printed", _("Made on"), nowrap=True),
            Column("size", _("Forms"), number=True),
            Column("keyed", _("Wait for the second key"), number=True),
            Column("differ", _("Keys differ"), number=True),
            Column("done", _("Done"), number=True),
        ],
        rows=[
            [
                Cell(f"№ {row.number} · PDF", href=reverse("budgets_desk:batch_pdf", args=[call.code, row.number])),
                words(row.office.name, language()),
                write_short_day(row.printed_at, language=language()),
                row.size,
                row.keyed,  # type: ignore[attr-defined]  # annotated by the query
                row.differing,  # type: ignore[attr-defined]  # annotated by the query
                row.done,  # type: ignore[attr-defined]  # annotated by the query
            ]
            for row in found
        ],
        empty=_("No forms have been printed yet."),
    )


@never_cache
@require_safe
def sheets(request: HttpRequest, code: str, batch: int) -> HttpResponse:
    """This will give a batch as PDF."""
    found = queries.batch(_call(request, code), batch, actor_of(request))
    if found is None:
        raise Http404
    response = HttpResponse(printing.batch_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}-{batch}.pdf"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request: HttpRequest, code: str) -> HttpResponse:
    """This will put whoever shows a document on the list of voters, so that the clerk may hand her a form."""
    call = _call(request, code)
    offices = _offices(call, request)
    form = HandOutForm(request.POST if request.method == "POST" else None, offices=_named(offices))

    def do(data: Any) -> str:
        papers.hand_out_form(
            call=call, iin=data["iin"], office=offices[data["office"]], actor=actor_of(request), now=timezone.now()
        )
        return _("Hand her any form of the stack. She cannot vote online any more.")

    return _deed(
        request, call, form, do, "budgets_desk:hand_out",
        title=_("Hand out a paper form"),
        says=_("Look at the document first. Which form she gets is noted nowhere: nobody may know whose it is."),
        button=_("She may have a form"),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest, code: str) -> HttpResponse:
    """This will take what one person reads on a form; another person does the same without seeing it."""
    call = _call(request, code)
    form = KeyForm(
        request.POST if request.method == "POST" else None, limit=call.limit, with_points=call.ballot_kind == "points"
    )

    def do(data: Any) -> str:
        found = queries.form_by_code(call, data["code"], actor_of(request))
        if found is None:
            raise Refused("code", NO_FORM)
        kept = papers.key_form(
            form=found, numbers=form.numbers(), points=form.points(), valid=not data["invalid"],
            actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip
        return _("Form %(code)s: %(state)s.") % {"code": kept.code, "state": choices.FORM_STATES[kept.state][0]}

    return _deed(
        request, call, form, do, "budgets_desk:key",
        title=_("Key a paper form"),
        says=_("Each form is keyed by two people who do not see each other's keys. If they differ, a third decides."),
        button=_("Save this form"),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def spoil(request: HttpRequest, code: str) -> HttpResponse:
    """This will take a form out that was given back or torn."""
    call = _call(request, code)
    form = CodeForm(request.POST if request.method == "POST" else None)

    def do(data: Any) -> str:
        found = queries.form_by_code(call, data["code"], actor_of(request))
        if found is None:
            raise Refused("code", NO_FORM)
        papers.spoil_form(form=found, actor=actor_of(request), now=timezone.now())
        return _("Put it with the spoiled ones. She may have another form.")

    return _deed(
        request, call, form, do, "budgets_desk:spoil",
        title=_("A form was given back or spoiled"),
        says=_("It can never be counted after this."),
        button=_("Take it out"),
    )  # fmt: skip
