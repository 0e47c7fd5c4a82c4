"""Photos of a project: kept on its card while it is a draft, shown to everyone with it once it is handed in."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from ortaq.civic.budgets.models import Project
from ortaq.civic.budgets.rules import projects as rules
from ortaq.civic.budgets.services._held import locked_project
from ortaq.core.files import services as files
from ortaq.core.files.models import StoredFile
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST = 5


@transaction.atomic
def add_photo(
    *, project: Project, upload: "UploadedFile[bytes] | bytes", name: str, actor: Actor, now: datetime
) -> StoredFile:
    """This will keep a photo with the author's draft; raises Refused for the sixth, and for what is no photo."""
    held = locked_project(project)
    require(rules.may_change(actor, author_id=held.author_id, state=held.state))
    if held.matter.files.filter(purpose="photo").count() >= MOST:
        raise Refused("photos", N_("Five photos are here already. Remove one to add another."))
    return files.store_upload(
        upload=upload, name=name, purpose="photo", matter=held.matter, visibility="public", actor=actor, now=now
    )


@transaction.atomic
def remove_photo(*, project: Project, public_id: str, actor: Actor, now: datetime) -> bool:
    """This will take a photo off the author's draft; False if it is not there."""
    held = locked_project(project)
    require(rules.may_change(actor, author_id=held.author_id, state=held.state))
    return files.take_off(public_id=public_id, matter=held.matter, actor=actor, now=now)
