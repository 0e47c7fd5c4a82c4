"""The slip of an appeal, for its applicant."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.reception.pages.complaint import is_own
from ortaq.civic.reception.pages.detail import appeal_or_404
from ortaq.civic.reception.queries.slips import slip_of
from ortaq.core.ui.templatetags.ui_formats import language


@never_cache
@require_safe
def slip(request: HttpRequest, number: str) -> HttpResponse:
    """This will give the slip as PDF; nobody but the applicant gets it, for it holds her name and code."""
    appeal = appeal_or_404(request, number)
    if not is_own(request, appeal):
        raise Http404
    response = HttpResponse(slip_of(appeal, language()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ortaq-{appeal.matter.number}.pdf"'
    return response
