"""After a work is done: defects residents found, instalments and results of grants."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.works.desk.entry import METHODS, asked, work_or_404
from ortaq.civic.works.forms.desk import SettleForm
from ortaq.civic.works.forms.grants import PartsForm, PaymentForm, ResultForm
from ortaq.civic.works.queries import acceptance as findings
from ortaq.civic.works.queries import grants as queries
from ortaq.civic.works.services import acceptance, grants
from ortaq.civic.works.templatetags.works import ITEMS
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.works.models import Work


def grant_or_404(request: HttpRequest, number: str) -> "Work":
    """This will give a work that is a grant to those who keep it."""
    work = work_or_404(request, number)
    if work.kind != "grant":
        raise Http404
    return work


@never_cache
@require_http_methods(METHODS)
def settle(request: HttpRequest, number: str, defect: int) -> HttpResponse:
    """This will say what was done about a defect."""
    work = work_or_404(request, number)
    found = findings.defect(work, defect)
    if found is None:
        raise Http404
    form = SettleForm(request.POST if request.method == "POST" else None)

    def say() -> object:
        note = form.cleaned_data["note"]
        return acceptance.settle_defect(finding=found, note=note, actor=actor_of(request), now=timezone.now())

    return asked(
        request,
        form,
        say,
        done=_("Noted: everyone reads what was done."),
        back=reverse("works_desk:work", args=[number]),
        work=work,
        title=_("What was done about a defect"),
        hint=f"{ITEMS[found.item]} — {found.note}",
        button=_("Save"),
    )


@never_cache
@require_http_methods(METHODS)
def parts(request: HttpRequest, number: str) -> HttpResponse:
    """This will enter the instalments of a grant."""
    work = grant_or_404(request, number)
    form = PartsForm(request.POST if request.method == "POST" else None)

    def keep() -> object:
        return grants.keep_payments(work=work, parts=form.parts(), actor=actor_of(request), now=timezone.now())

    return asked(
        request,
        form,
        keep,
        done=_("Saved."),
        back=reverse("works_desk:work", args=[number]),
        work=work,
        title=_("Instalments of the grant"),
        button=_("Save"),
        hint=_("Together they are the sum of the grant."),
    )


@never_cache
@require_http_methods(METHODS)
def payment(request: HttpRequest, number: str, position: int) -> HttpResponse:
    """This will note an instalment as paid or withheld."""
    work = grant_or_404(request, number)
    found = queries.payment(work, position)
    if found is None:
        raise Http404
    form = PaymentForm(request.POST if request.method == "POST" else None, initial={"settled_on": timezone.localdate()})

    def note() -> object:
        data = form.cleaned_data
        return grants.settle_payment(
            payment=found,
            paid=data["paid"] == "yes",
            on=data["settled_on"],
            note=data["reason"],
            actor=actor_of(request),
            now=timezone.now(),
        )

    return asked(
        request,
        form,
        note,
        done=_("Noted."),
        back=reverse("works_desk:work", args=[number]),
        work=work,
        title=_("Instalment %(n)s") % {"n": position},
        button=_("Save"),
        hint=found.purpose,
    )


@never_cache
@require_http_methods(METHODS)
def result(request: HttpRequest, number: str) -> HttpResponse:
    """This will tell what came of a grant."""
    work = grant_or_404(request, number)
    form = ResultForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})

    def tell() -> object:
        data = form.cleaned_data
        told = {name: data[name] for name in ("on", "jobs", "jobs_youth", "jobs_women", "people", "finished")}
        return grants.tell_result(
            work=work, **told, text=form.words()["text"], actor=actor_of(request), now=timezone.now()
        )

    return asked(
        request,
        form,
        tell,
        done=_("Told: everyone reads it."),
        back=reverse("works_desk:work", args=[number]),
        work=work,
        title=_("What came of the grant"),
        button=_("Tell it"),
    )
