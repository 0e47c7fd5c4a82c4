"""Showing files: authorised anew at every request, with no trust in what they are."""

from urllib.parse import quote
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from ortaq.core.files import queries
from ortaq.core.files.pictures import PDF
from ortaq.core.people.actor import GUEST


@require_safe
def photo(request: HttpRequest, public_id: UUID, size: str) -> HttpResponseBase:
    """This will show a cleaned photo, `large` (≤ 2048 px) or `small` (≤ 480 px)."""
    return _show(request, public_id, size)


@require_safe
def document(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """This will hand out a document for saving."""
    return _show(request, public_id, "document")


def _show(request: HttpRequest, public_id: UUID, size: str) -> HttpResponseBase:
    file = queries.get(public_id, getattr(request, "actor", GUEST))
    if file is None or (size == "document") != (file.content_type == PDF):
        raise Http404
    try:
        stored = default_storage.open(file.thumbnail if size == "small" else file.cleaned)
    except OSError as error:
        raise Http404 from error
    response = FileResponse(stored, content_type=file.content_type)
    name = quote(file.name if size == "document" else f"{file.public_id}-{size}.webp")
    response["Content-Disposition"] = f"{'attachment' if size == 'document' else 'inline'}; filename*=UTF-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=86400, immutable" if queries.is_public(file) else "private, no-store"
    return response
