"""Photos of a project that is still being written."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from ortaq.civic.budgets.services import photos as services
from ortaq.core.people.refusal import Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Project


def shown(project: "Project") -> list[dict[str, Any]]:
    """This will list the photos kept with a draft; a small picture is there once the photo has been cleaned."""
    kept = project.matter.files.filter(purpose="photo").order_by("uploaded_at", "pk")
    return [{"id": str(file.public_id), "name": file.name, "ready": file.state == "ready"} for file in kept]


def keep(request: HttpRequest, project: "Project", uploads: list[Any]) -> list[str]:
    """This will keep each photo and give a sentence for every one that was refused."""
    refused = []
    for upload in uploads:
        name = str(upload.name or "")
        try:
            services.add_photo(project=project, upload=upload, name=name, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            said = sentence(refusal)
            refused.append(said if name in said else f"{name}: {said}")
    return refused


def drop(request: HttpRequest, project: "Project") -> None:
    """This will take off the photo whose button was pressed."""
    services.remove_photo(
        project=project, public_id=request.POST.get("drop", ""), actor=actor_of(request), now=timezone.now()
    )
