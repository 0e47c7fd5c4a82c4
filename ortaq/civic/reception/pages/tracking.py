"""Where is my appeal: by the number and the code on the slip."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.reception import rules
from ortaq.civic.reception.forms.applicant import TrackForm
from ortaq.civic.reception.pages import access
from ortaq.civic.reception.queries import detail
from ortaq.core.people.actor import GUEST
from ortaq.core.ui.requests import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """This will open an appeal; with the right code as its applicant.

    The slip's QR brings number and code in the address: they are read once and leave it at once, right or wrong.
    """
    if request.GET.get("code"):
        return scanned(request)
    form = TrackForm(
        request.POST if request.method == "POST" else None, initial={"number": request.GET.get("number", "")}
    )
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        appeal = detail.get(number, actor_of(request), code)
        if appeal is None:
            form.add_error("number", _("We find no appeal with this number and code. Check both on the slip."))
        elif code and not rules.is_applicant(actor_of(request), detail.holding_of(appeal), code):
            form.add_error("code", _("The code does not fit this number. Check it on the slip, or leave it empty."))
        else:
            if code:
                access.remember(request, appeal.matter.number, code)
            return redirect("reception:appeal", number=appeal.matter.number)
    status = 422 if form.is_bound else 200
    return render(request, "reception/track.html", {"form": form}, status=status)


def scanned(request: HttpRequest) -> HttpResponse:
    """This will lead from the slip's address to one without the code: the appeal, or the form with its number."""
    form = TrackForm(request.GET)
    if form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        appeal = detail.get(number, actor_of(request), code)
        if appeal is not None and rules.is_applicant(GUEST, detail.holding_of(appeal), code):
            access.remember(request, appeal.matter.number, code)
            return redirect("reception:appeal", number=appeal.matter.number)
    messages.error(request, _("We find no appeal with this number and code. Check both on the slip."))
    number = urlencode({"number": request.GET.get("number", "")[:24]})
    return redirect(f"{reverse('reception:track')}?{number}")
