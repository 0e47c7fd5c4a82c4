"""A reader asks a moderator to look at a remark."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.plans.forms.answers import ReportForm
from ortaq.civic.plans.pages.remarks import remark_or_404
from ortaq.core.discussion import services as discussion
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will ask a moderator to look at a remark; once a person."""
    plan, remark = remark_or_404(request, code, said)
    if remark.state != "shown":
        raise Http404
    if actor_of(request).person_id is None:
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}")
    form, status = ReportForm(request.POST if request.method == "POST" else None), 200
    back = reverse("plans:remark", args=[code, said])
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                fresh = discussion.report(
                    matter=remark.matter, why=form.cleaned_data["why"], actor=actor_of(request), now=timezone.now()
                )
            except Refused as refused:
                form.add_error("why", sentence(refused))
            else:
                said_so = _("Thank you. A moderator looks at it.")
                messages.success(
                    request, said_so if fresh else _("You have reported this already. A moderator looks at it.")
                )
                return redirect(back)
    context = {"plan": plan, "version": remark.version, "tab": "remarks", "slim": True, "remark": remark,
               "form": form, "back": back}  # fmt: skip
    return render(request, "plans/remark_report.html", context, status=status)
