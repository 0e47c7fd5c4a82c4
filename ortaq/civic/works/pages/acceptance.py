"""Residents go through the check-list of a work that is done."""

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.works.forms.acceptance import ChecklistForm
from ortaq.civic.works.pages.entry import work_or_404
from ortaq.civic.works.queries import acceptance as queries
from ortaq.civic.works.rules import rights
from ortaq.civic.works.rules.acceptance import DEFECT
from ortaq.civic.works.services import acceptance as services
from ortaq.core.files import queries as file_queries
from ortaq.core.files import services as files
from ortaq.core.matters import addresses
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: str) -> HttpResponse:
    """This will show what residents found, and take the check-list of one more; a refusal keeps every word."""
    work, actor = work_or_404(number), actor_of(request)
    posted = request.method == "POST"
    first = {"upload_token": secrets.token_urlsafe(24)}
    form = ChecklistForm(
        request.POST if posted else None, request.FILES if posted else None, kind=work.kind, initial=first
    )
    may = rights.may_inspect(actor, work.stage)
    if posted and may:
        _keep_photos(form, actor)
    status = 422 if posted else 200
    if posted and form.is_valid():
        try:
            services.inspect_work(work=work, found=form.found(), photos=form.tokens(), actor=actor, now=timezone.now())
        except Refused as refused:
            if refused.code == "sign_in":
                raise
            form.add_error(None, sentence(refused))
            status = 409 if refused.code == "second" else 422
        else:
            thanks = _("Thank you. What is not in order has become an appeal: you hear of the answer.")
            broken = any(state == DEFECT for state, _words in form.found().values())
            messages.success(request, thanks if broken else _("Thank you. Your check-list counts."))
            return redirect("works:acceptance", number=number)
    found = queries.of_work(work)
    hrefs = addresses.of(found.appeals)
    context = {
        "work": work, "matter": work.matter, "form": form, "found": found, "may": may,
        "has": queries.has_inspected(work, actor), "appeals": [(one, hrefs.get(one.pk, "")) for one in found.appeals],
        "lines": [(*fields, file_names(form.tokens().get(item, "")) if posted else [])
                  for item, *fields in form.lines()],
        "back": reverse("works:work", args=[number]),
    }  # fmt: skip
    return render(request, "works/acceptance.html", context, status=status)


def _keep_photos(form: ChecklistForm, actor: "Actor") -> None:
    """Store the photos at once, so that refused words do not lose them; one that cannot be kept is told at its line."""
    tokens = form.tokens()
    for item, upload in form.photos().items():
        name, token = str(upload.name or ""), tokens.get(item, "")
        try:
            files.store_upload(
                upload=upload, name=name, purpose="photo", upload_token=token, actor=actor, now=timezone.now()
            )
        except Refused as refused:
            form.add_error(f"photo_{item}", sentence(refused))


def file_names(token: str) -> list[str]:
    """This will list the photos that are kept for a line."""
    return [file.name for file in file_queries.of_form(token)]
