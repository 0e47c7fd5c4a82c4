"""What people do on the page of a remark: support it, withdraw it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ortaq.civic.plans.pages.remarks import remark_or_404, show
from ortaq.civic.plans.services import remarks as services
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

REFUSED = 422


@require_POST
def support_it(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will count a person for a remark, or no longer; a refusal stands on the page with the way on."""
    plan, remark = remark_or_404(request, code, said)
    act = services.withdraw_support if request.POST.get("go") == "back" else services.support_remark
    try:
        act(remark=remark, actor=actor_of(request), now=timezone.now())
    except Refused as refused:
        return show(request, plan, remark, refused=refused, status=REFUSED)
    return redirect("plans:remark", code=code, said=said)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """This will ask the author once more, and take her words back for good."""
    plan, remark = remark_or_404(request, code, said)
    actor = actor_of(request)
    if actor.person_id is None or remark.author_id != actor.person_id:
        raise Http404
    refusal, status = "", 200
    if request.method == "POST":
        try:
            services.withdraw_remark(remark=remark, actor=actor, now=timezone.now())
        except Refused as refused:
            refusal, status = sentence(refused), REFUSED
        else:
            messages.success(request, _("It is withdrawn: nobody else sees it any more."))
            return redirect("plans:my_remarks", code=code)
    context = {"plan": plan, "remark": remark, "refusal": refusal}
    return render(request, "plans/remark_withdraw.html", context, status=status)
