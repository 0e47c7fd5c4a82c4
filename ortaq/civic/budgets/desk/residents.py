"""A resident at the front office shows her document once: then she votes and hands in projects with her account."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.budgets.forms.desk import IinForm, SeekForm
from ortaq.core.people import queries, services
from ortaq.core.people.refusal import Refused, require
from ortaq.core.people.rules import may_verify
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence


@never_cache
@require_safe
def seek(request: HttpRequest) -> HttpResponse:
    """This will find the account of whoever stands at the desk."""
    require(may_verify(actor_of(request)))
    asked = request.GET.get("q", "").strip()
    form = SeekForm(request.GET if asked else None)
    found = queries.persons_found(asked, with_account=True) if asked else []
    return render(request, "budgets_desk/residents.html", {"form": form, "asked": asked, "found": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """This will note that the desk saw the document of this account's person."""
    actor = actor_of(request)
    require(may_verify(actor))
    person = queries.person_by_public_id(public_id)
    if person is None or queries.account_of(person) is None:
        raise Http404
    form, status = IinForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.verify_resident(person=person, iin=form.cleaned_data["iin"], actor=actor, now=timezone.now())
            except Refused as refused:
                form.add_error("iin" if refused.code == "iin" else None, sentence(refused))
            else:
                messages.success(request, _("Confirmed. She can vote and hand in projects with her account now."))
                return redirect("budgets_desk:residents")
    context: dict[str, Any] = {
        "form": form,
        "title": _("Confirm a resident: %(name)s") % {"name": person.name or person.email or person.phone},
        "says": _("The account must be hers: let her show it on her phone."),
        "already": person.verified_at,
        "button": _("Confirm"),
        "back": reverse("budgets_desk:residents"),
    }
    return render(request, "budgets_desk/deed.html", context, status=status)
