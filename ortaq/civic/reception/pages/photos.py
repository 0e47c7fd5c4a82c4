"""Photos sent with a form: stored at once, kept between the steps, bound to the appeal when it is filed."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ortaq.civic.reception.forms.filing import MOST_PHOTOS
from ortaq.civic.reception.forms.sentences import sentence
from ortaq.civic.reception.pages.draft import Draft
from ortaq.civic.reception.rules import LONGEST_TEXT
from ortaq.core.files import services as files
from ortaq.core.people.refusal import Refused


def keep(request: HttpRequest, draft: Draft, uploads: list[UploadedFile]) -> list[str]:
    """This will store each photo under the form's token and give a sentence for every one that was refused."""
    refused = []
    for upload in uploads:
        name = str(upload.name or "")
        if len(draft.photos) >= MOST_PHOTOS:
            refused.append(_("%(name)s: ten photos are already here. Remove one to add another.") % {"name": name})
            continue
        try:
            stored = files.store_upload(
                upload=upload,
                name=name,
                purpose="photo",
                upload_token=draft.upload_token,
                visibility="public",
                actor=request.actor,  # type: ignore[attr-defined]
                now=timezone.now(),
            )
        except Refused as refusal:
            refused.append(f"{name}: {sentence(refusal)}")
        else:
            draft.photos = [*draft.photos, [str(stored.public_id), name[:80]]]
    return refused


def change(request: HttpRequest, draft: Draft) -> list[str]:
    """This will add or remove photos without leaving the question, keep the words typed so far, and say what was refused."""
    dropped = request.POST.get("drop", "")
    if dropped in {photo[0] for photo in draft.photos}:
        files.discard(
            public_id=dropped,
            upload_token=draft.upload_token,
            actor=request.actor,  # type: ignore[attr-defined]
            now=timezone.now(),
        )
        draft.photos = [photo for photo in draft.photos if photo[0] != dropped]
    text = request.POST.get("text", "")
    if len(text) <= LONGEST_TEXT:
        draft.text = text
    refused = keep(request, draft, [] if dropped else request.FILES.getlist("photos"))
    draft.store(request)
    return refused
