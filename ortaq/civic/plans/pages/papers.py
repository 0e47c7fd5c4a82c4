"""A version of a plan on paper."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ortaq.civic.plans.pages.entry import settle_cache, version_or_404
from ortaq.civic.plans.pages.paper_words import facts_of
from ortaq.core.ui.printing import pdf
from ortaq.core.ui.templatetags.ui_formats import language

SOURCE = Path(__file__).resolve().parents[1] / "typst" / "plan.typ"


@require_safe
def print_plan(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will give a version as PDF in the language of the page, with how it goes on today."""
    plan, version = version_or_404(request, code, number)
    now = timezone.now()
    body = pdf(SOURCE, facts_of(plan, version, language(), now=now), made_at=now)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}-{number}-{language()}.pdf"'
    return settle_cache(request, response)
