"""How to complain about silence or about an answer, with the letter ready for the applicant."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.reception import rules
from ortaq.civic.reception.pages import access
from ortaq.civic.reception.pages.detail import appeal_or_404
from ortaq.civic.reception.queries import detail
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.reception.models import Appeal


@never_cache
@require_safe
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """This will give the applicant's complaint as a text file."""
    appeal = appeal_or_404(request, number)
    if not is_own(request, appeal):
        raise Http404
    draft = detail.complaint_draft(appeal, language())
    response = HttpResponse(draft.text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="complaint-{appeal.matter.number}.txt"'
    return response


def is_own(request: HttpRequest, appeal: "Appeal") -> bool:
    """This will say whether the visitor is the applicant, by her account or by the code."""
    code = access.code_for(request, appeal.matter.number)
    return rules.is_applicant(actor_of(request), detail.holding_of(appeal), code)


@never_cache
@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    """This will explain the right to complain; the letter holds a name and contacts, so only its applicant sees it."""
    appeal = appeal_or_404(request, number)
    own = is_own(request, appeal)
    today = timezone.localdate()
    late = appeal.state == "open" and appeal.due_on is not None and appeal.due_on < today
    has_cause = late or appeal.state != "open"
    context = {
        "appeal": appeal,
        "matter": appeal.matter,
        "today": today,
        "own": own,
        "letter": detail.complaint_draft(appeal, language()) if own and has_cause else None,
        "higher": appeal.lead.parent,
        "late": late,
        "has_cause": has_cause,
    }
    return render(request, "reception/complain.html", context)
