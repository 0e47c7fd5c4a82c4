"""Pages that say the same to everyone, and the map of the site for search engines."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ortaq.civic.reception.pages.terms import legal_terms
from ortaq.core.matters import datasets
from ortaq.core.territory import layers
from ortaq.doors.web.pages.thread import PARTS

NAMED = (
    "web:home", "reception:appeals", "reception:map", "reception:bodies", "reception:routing", "web:place",
    "web:search", "web:about", "web:how", "web:data", "web:accessibility", "web:privacy",
)  # fmt: skip


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """This will show one of them."""
    context = {
        "terms": legal_terms(timezone.localdate()) if name == "how" else {},
        **(_open_data() if name == "data" else {}),
    }
    return render(request, f"web/{name}.html", context)


def _open_data() -> dict[str, Any]:
    """What can be taken away: layers, tables, feeds."""
    return {"layers": layers.published(), "tables": datasets.published(), "parts": PARTS.items()}


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """This will list the public pages in every language."""
    pages = []
    for name in NAMED:
        versions = {}
        for code, _label in settings.LANGUAGES:
            with override(code):
                versions[code] = request.build_absolute_uri(reverse(name))
        pages.append(versions)
    text = render_to_string("web/sitemap.xml", {"pages": pages})
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
