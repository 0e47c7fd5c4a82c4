"""Questions about stored files; nothing is given to whom it is not open."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from ortaq.core.files.access import may_see
from ortaq.core.files.models import OpenFile, StoredFile
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor


def get(public_id: UUID, actor: Actor, matter_visible: Callable[[Actor, Matter], bool] = may_see) -> StoredFile | None:
    """This will give a file that is ready and open to the actor.

    Open is what is public on a public matter, what is her own, and what the matter's rule opens.
    """
    file = StoredFile.objects.select_related("matter").filter(public_id=public_id, state=StoredFile.State.READY).first()
    if file is None or not _is_open(file, actor, matter_visible):
        return None
    return file


def _is_open(file: StoredFile, actor: Actor, matter_visible: Callable[[Actor, Matter], bool]) -> bool:
    if is_public(file):
        return True
    if actor.person_id is not None and file.uploaded_by_id == actor.person_id:
        return True
    return file.matter is not None and matter_visible(actor, file.matter)


def is_public(file: StoredFile) -> bool:
    """This will tell whether anyone may see a file: caches may keep such a one."""
    return (
        file.visibility == StoredFile.Visibility.PUBLIC
        and file.matter is not None
        and file.matter.visibility == Matter.Visibility.PUBLIC
    )


def of_matter(matter: Matter, actor: Actor, purposes: Sequence[str] = ()) -> list[StoredFile]:
    """This will list the ready files of a matter that the actor may see, in the order of sending. One query."""
    files = StoredFile.objects.filter(matter=matter, state=StoredFile.State.READY).order_by("pk")
    if purposes:
        files = files.filter(purpose__in=list(purposes))
    found = list(files)
    for file in found:
        file.matter = matter
    return [file for file in found if _is_open(file, actor, may_see)]


def waiting_count(matter: Matter) -> int:
    """This will count what is still being cleaned: the page says so."""
    return StoredFile.objects.filter(matter=matter, state=StoredFile.State.WAITING).count()


def of_form(upload_token: str) -> list[StoredFile]:
    """This will list what was uploaded for a form that is not sent yet."""
    if not upload_token:
        return []
    return list(StoredFile.objects.filter(upload_token=upload_token, matter=None).order_by("pk"))


def by_id(file_id: int) -> StoredFile | None:
    """This will give a file by its id, for a task."""
    return StoredFile.objects.filter(pk=file_id).first()


def public_of(matters: Sequence[int], purposes: Sequence[str]) -> QuerySet[StoredFile]:
    """This will give the ready public files of many matters at once, for lists with a small picture."""
    return StoredFile.objects.filter(
        matter__in=matters,
        purpose__in=list(purposes),
        state=StoredFile.State.READY,
        visibility=StoredFile.Visibility.PUBLIC,
    ).order_by("matter_id", "pk")


def open_files() -> list[OpenFile]:
    """This will list the files of open data, table by table. One statement."""
    return list(OpenFile.objects.all())


def open_file(dataset: str, ending: str) -> OpenFile | None:
    """This will give the newest file of a table; None while none was made. One statement."""
    return OpenFile.objects.filter(dataset=dataset, ending=ending).first()
