"""Photos sent with an idea: stored at once, kept between the steps, bound to the idea when it is sent."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.idea_draft import Draft
from ortaq.civic.dialogue.rules.ideas import MOST_PHOTOS
from ortaq.core.files import queries as file_queries
from ortaq.core.files import services as files
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui import limits

ENOUGH = N_("%(name)s: five photos are already here. Remove one to add another.")
TOO_OFTEN = N_("%(name)s: very many photos have come from your network. Go on without it, or add it in an hour.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo of the form as the page shows it."""

    id: str
    name: str
    ready: bool


def shown(draft: Draft) -> list[Kept]:
    """This will list the photos of the form; a small picture is there once the photo has been cleaned."""
    if not draft.photos:
        return []
    ready = {str(file.public_id): file.state == "ready" for file in file_queries.of_form(draft.upload_token)}
    return [Kept(photo, name, ready[photo]) for photo, name in draft.photos if photo in ready]


@never_cache
@require_safe
def preview(request: HttpRequest, code: str, public_id: UUID) -> HttpResponseBase:
    """This will show a small picture of a photo to whoever is filling in the form it belongs to."""
    draft = Draft.of(request, process_or_404(request, code).code)
    found = (one for one in file_queries.of_form(draft.upload_token) if one.public_id == public_id and one.thumbnail)
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
        try:
            stored = _stored(request, draft, upload, name)
        except Refused as refusal:
            refused.append(refusal)
        else:
            draft.photos = [*draft.photos, [stored, name[:80]]]
    return refused


def _stored(request: HttpRequest, draft: Draft, upload: UploadedFile[Any], name: str) -> str:
    """Keep one photo and give its public id; raises Refused."""
    if len(draft.photos) >= MOST_PHOTOS:
        raise Refused("too_many", ENOUGH, name=name)
    if not limits.has_room(request, "photo"):
        raise Refused(limits.TOO_OFTEN, TOO_OFTEN, name=name)
    kept = files.store_upload(
        upload=upload, name=name, purpose="photo", upload_token=draft.upload_token, visibility="public",
        actor=GUEST, now=timezone.now(),
    )  # fmt: skip
    return str(kept.public_id)


def drop(draft: Draft, public_id: str) -> None:
    """This will remove a photo from the form."""
    if public_id in {photo[0] for photo in draft.photos}:
        files.take_back(public_id=public_id, token=draft.upload_token, actor=GUEST, now=timezone.now())
        draft.photos = [photo for photo in draft.photos if photo[0] != public_id]
