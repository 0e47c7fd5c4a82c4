"""How to complain about silence or about an answer, with the letter ready for the applicant."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.reception.pages import access
from ortaq.civic.reception.pages.detail import appeal_or_404
from ortaq.civic.reception.queries import detail


@never_cache
@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    """This will explain the right to complain; the letter holds a name and contacts, so only its applicant sees it."""
    appeal = appeal_or_404(request, number)
    code = access.code_for(request, number)
    own = detail.rules.is_applicant(request.actor, detail.holding_of(appeal), code)  # type: ignore[attr-defined]
    today = timezone.localdate()
    context = {
        "appeal": appeal,
        "matter": appeal.matter,
        "today": today,
        "own": own,
        "letter": detail.complaint_draft(appeal, (get_language() or "kk")[:2]) if own else None,
        "higher": appeal.lead.parent,
        "late": appeal.state == "open" and appeal.due_on is not None and appeal.due_on < today,
    }
    return render(request, "reception/complain.html", context)
