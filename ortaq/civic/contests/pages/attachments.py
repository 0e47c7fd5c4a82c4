"""Files of an application: added to a question, taken out again, shown to who sent them."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from ortaq.civic.contests.queries import applications
from ortaq.civic.contests.services import applying
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application


def listed(own: "Application", code: str) -> list[dict[str, Any]]:
    """This will list the files of one question as a page shows them."""
    return [
        {
            "id": str(file.public_id),
            "name": file.name,
            "size": file.size,
            "ready": file.state == "ready",
            "photo": bool(file.thumbnail),
        }
        for file in applications.files_of(own).get(code, [])
    ]


def change(request: HttpRequest, own: "Application", code: str) -> list[str]:
    """This will take out the file whose button was pressed, or add those chosen; gives a sentence for each refused."""
    actor, now = actor_of(request), timezone.now()
    if dropped := request.POST.get("drop", ""):
        saved = applying.remove_file(application=own, code=code, public_id=dropped, actor=actor, now=now)
        own.answers = saved.answers
        return []
    refused = []
    for upload in request.FILES.getlist("answer"):
        name = str(upload.name or "")
        try:
            applying.attach_file(application=own, code=code, upload=upload, name=name, actor=actor, now=now)
        except Refused as refusal:
            said = sentence(refusal)
            refused.append(said if name in said else f"{name}: {said}")
    return refused
