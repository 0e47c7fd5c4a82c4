"""Photos sent with an appeal."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.reception.forms.filing import MOST_PHOTOS
from ortaq.civic.reception.pages.draft import Draft
from ortaq.civic.reception.rules import LONGEST_TEXT
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui import photos

TEN_ARE_HERE = N_("%(name)s: ten photos are already here. Remove one to add another.")


@never_cache
@require_safe
def preview(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """This will show a small picture of a photo to whoever is filling in the form it belongs to."""
    return photos.preview(Draft.of(request), public_id)


def keep(request: HttpRequest, draft: Draft, uploads: list[UploadedFile[Any]]) -> list[Refused]:
    """This will keep the photos of an appeal and give a refusal for every one that was not taken."""
    return photos.keep(request, draft, uploads, most=MOST_PHOTOS, enough=TEN_ARE_HERE, now=timezone.now())


def change(request: HttpRequest, draft: Draft) -> list[Refused]:
    """This will add or remove photos, keep the words typed so far, and say what was refused."""
    dropped = request.POST.get("drop", "")
    photos.drop(draft, dropped, now=timezone.now())
    text = request.POST.get("text", "")
    if len(text) <= LONGEST_TEXT:
        draft.text = text
    refused = keep(request, draft, [] if dropped else request.FILES.getlist("photos"))
    draft.store(request)
    return refused
