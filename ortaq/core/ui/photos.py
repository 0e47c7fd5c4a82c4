"""Photos sent with a draft: stored at once, kept between its questions, bound to the card when all is sent."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from ortaq.core.files import queries as file_queries
from ortaq.core.files import services as files
from ortaq.core.people.actor import GUEST
from ortaq.core.people.refusal import N_, Refused, no, require
from ortaq.core.ui import drafts, limits

TOO_OFTEN = N_("%(name)s: very many photos have come from your network. Go on without it, or add it in an hour.")
LONGEST_NAME = 80


@dataclass(kw_only=True)
class Draft(drafts.Draft):
    """What a person has written so far, and the photos she has sent with it."""

    photos: list[list[str]] = field(default_factory=list)
    """[public id, name] of every photo sent with this form."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A photo of the form as the page shows it."""

    id: str
    name: str
    ready: bool


def listed(draft: Draft) -> dict[str, Any]:
    """This will give the photos for a page, and whether one of them is still being cleaned: then it has no picture."""
    ready = _ready(draft) if draft.photos else {}
    shown = [Kept(photo, name, ready[photo]) for photo, name in draft.photos if photo in ready]
    return {"photos": shown, "waiting": any(not photo.ready for photo in shown)}


def _ready(draft: Draft) -> dict[str, bool]:
    return {str(file.public_id): file.state == "ready" for file in file_queries.of_form(draft.upload_token)}


def preview(draft: Draft, public_id: UUID) -> HttpResponseBase:
    """This will send a small picture of a photo to whoever is filling in the form it belongs to."""
    of_form = file_queries.of_form(draft.upload_token)
    file = next((file for file in of_form if file.public_id == public_id and file.thumbnail), None)
    if file is None:
        raise Http404
    response = FileResponse(default_storage.open(file.thumbnail), content_type=file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def keep(
    request: HttpRequest, draft: Draft, uploads: Iterable[UploadedFile[Any]], *, most: int, enough: str, now: datetime
) -> list[Refused]:
    """This will store each photo under the form's token and give a refusal for every one that was not taken.

    `enough` is the sentence for a photo beyond the `most` there may be.
    """
    refused = []
    for upload in uploads:
        name = str(upload.name or "")
        try:
            if len(draft.photos) >= most:
                require(no("too_many", enough, name=name))
            if not limits.has_room(request, "photo"):
                require(no(limits.TOO_OFTEN, TOO_OFTEN, name=name))
            stored = files.store_upload(
                upload=upload,
                name=name,
                purpose="photo",
                upload_token=draft.upload_token,
                visibility="public",
                actor=GUEST,  # she may still choose to stay anonymous: no file knows who sent it
                now=now,
            )
        except Refused as refusal:
            refused.append(refusal)
        else:
            draft.photos = [*draft.photos, [str(stored.public_id), name[:LONGEST_NAME]]]
    return refused


def drop(draft: Draft, public_id: str, *, now: datetime) -> None:
    """This will remove a photo from the form."""
    if public_id in {photo[0] for photo in draft.photos}:
        files.take_back(public_id=public_id, token=draft.upload_token, actor=GUEST, now=now)
        draft.photos = [photo for photo in draft.photos if photo[0] != public_id]
