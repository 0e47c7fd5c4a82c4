"""Where is my appeal: by the number and the code on the slip."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.reception import rules
from ortaq.civic.reception.forms.applicant import TrackForm
from ortaq.civic.reception.pages import access
from ortaq.civic.reception.queries import detail
from ortaq.core.ui.requests import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """This will open an appeal; with the right code as its applicant."""
    form = TrackForm(
        request.POST if request.method == "POST" else None,
        initial={"number": request.GET.get("number", ""), "code": request.GET.get("code", "")},
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
