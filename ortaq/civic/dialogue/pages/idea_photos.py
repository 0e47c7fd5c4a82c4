"""Photos sent with an idea."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.idea_draft import Draft
from ortaq.civic.dialogue.rules.ideas import MOST_PHOTOS
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui import photos

ENOUGH = N_("%(name)s: five photos are already here. Remove one to add another.")


@never_cache
@require_safe
def preview(request: HttpRequest, code: str, public_id: UUID) -> HttpResponseBase:
    """This will show a small picture of a photo to whoever is filling in the form it belongs to."""
    return photos.preview(Draft.of(request, process_or_404(request, code).code), public_id)


def keep(request: HttpRequest, draft: Draft, uploads: list[UploadedFile[Any]]) -> list[Refused]:
    """This will keep the photos of an idea and give a refusal for every one that was not taken."""
    return photos.keep(request, draft, uploads, most=MOST_PHOTOS, enough=ENOUGH, now=timezone.now())
