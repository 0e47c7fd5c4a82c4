"""Photos sent with a form: stored at once, kept between the steps, bound to the appeal when it is filed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.reception.forms.filing import MOST_PHOTOS
from ortaq.civic.reception.pages.draft import Draft
from ortaq.civic.reception.rules import LONGEST_TEXT
from ortaq.core.files import queries as file_queries
from ortaq.core.files import services as files
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui import limits

TEN_ARE_HERE = N_("%(name)s: ten photos are already here. Remove one to add another.")
TOO_OFTEN = N_("%(name)s: very many photos have come from your network. Go on without it, or add it in an hour.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo of the form as the page shows it."""

    id: str
    name: str
    ready: bool


def listed(draft: Draft) -> dict[str, Any]:
    """This will give the photos for a page, and whether one of them is still being cleaned."""
    photos = shown(draft)
    return {"photos": photos, "waiting": any(not photo.ready for photo in photos)}


def shown(draft: Draft) -> list[Kept]:
    """This will list the photos of the form; a small picture is there once the photo has been cleaned."""
    if not draft.photos:
        return []
    ready = {str(file.public_id): file.state == "ready" for file in file_queries.of_form(draft.upload_token)}
    return [Kept(photo, name, ready[photo]) for photo, name in draft.photos if photo in ready]


@never_cache
@require_safe
def preview(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """This will show a small picture of a photo to whoever is filling in the form it belongs to."""
    draft = Draft.of(request)
    found = (
        file for file in file_queries.of_form(draft.upload_token) if file.public_id == public_id and file.thumbnail
    )
    file = next(found, None)
    if file is None:
        raise Http404
    response = FileResponse(default_storage.open(file.thumbnail), content_type=file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def keep(request: HttpRequest, draft: Draft, uploads: list[UploadedFile[Any]]) -> list[Refused]:
    """This will store each photo under the form's token and give a refusal for every one that was not taken."""
    refused = []
    for upload in uploads:
        name = str(upload.name or "")
        if len(draft.photos) >= MOST_PHOTOS:
            refused.append(Refused("too_many", TEN_ARE_HERE, name=name))
            continue
        if not limits.has_room(request, "photo"):
            refused.append(Refused(limits.TOO_OFTEN, TOO_OFTEN, name=name))
            continue
        try:
            stored = files.store_upload(
                upload=upload,
                name=name,
                purpose="photo",
                upload_token=draft.upload_token,
                visibility="public",
                actor=GUEST,  # she may still choose to stay anonymous: no file knows who sent it
                now=timezone.now(),
            )
        except Refused as refusal:
            refused.append(refusal)
        else:
            draft.photos = [*draft.photos, [str(stored.public_id), name[:80]]]
    return refused


def change(request: HttpRequest, draft: Draft) -> list[Refused]:
    """This will add or remove photos, keep the words typed so far, and say what was refused."""
    dropped = request.POST.get("drop", "")
    if dropped in {photo[0] for photo in draft.photos}:
        files.take_back(public_id=dropped, token=draft.upload_token, actor=GUEST, now=timezone.now())
        draft.photos = [photo for photo in draft.photos if photo[0] != dropped]
    text = request.POST.get("text", "")
    if len(text) <= LONGEST_TEXT:
        draft.text = text
    refused = keep(request, draft, [] if dropped else request.FILES.getlist("photos"))
    draft.store(request)
    return refused
