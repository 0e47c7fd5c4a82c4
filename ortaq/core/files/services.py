"""Taking files in, cleaning them, forgetting those of forms that were never sent."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.module_loading import import_string

from ortaq.core.files import pictures, rules
from ortaq.core.files.models import OpenFile, StoredFile
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Refused, require
from ortaq.core.tasks.services import enqueue

FORGET_AFTER = timedelta(hours=24)
CLEAN_JOB = "ortaq.core.files.jobs.clean_photo"
_SENTENCES = {"broken": rules.BROKEN, "too_many_pixels": rules.TOO_MANY_PIXELS, "virus": rules.VIRUS}


@transaction.atomic
def store_upload(
    *,
    upload: "UploadedFile[bytes] | bytes",
    name: str,
    purpose: str,
    upload_token: str = "",
    matter: Matter | None = None,
    visibility: str = StoredFile.Visibility.PRIVATE.value,
    actor: Actor,
    now: datetime,
) -> StoredFile:
    """This will keep an upload in a private place and promise to clean it; raises Refused with a sentence.

    What it is, its content says: a renamed program is refused, a HEIC called .jpg is taken. The size is checked first.
    """
    name = rules.plain_name(name)
    size = len(upload) if isinstance(upload, bytes) else upload.size or 0
    already = StoredFile.objects.filter(upload_token=upload_token, matter=None).count() if upload_token else 0
    require(rules.may_store(name=name, size=size, purpose=purpose, already=already))
    data = upload if isinstance(upload, bytes) else upload.read()
    kind = _require_kind(data, name=name, purpose=purpose)
    key = _keep(data, "original", "bin")
    with _no_orphans(key), transaction.atomic():
        file = StoredFile.objects.create(
            matter=matter,
            purpose=purpose,
            visibility=visibility,
            name=name,
            content_type=kind,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            original=key,
            uploaded_by_id=actor.person_id,
            upload_token="" if matter else upload_token,
            uploaded_at=now,
        )
        enqueue(CLEAN_JOB, file.pk, key=f"file:{file.pk}")
    return file


@transaction.atomic
def store_cleaned(
    *,
    photo: pictures.Cleaned,
    name: str,
    purpose: str,
    upload_token: str = "",
    matter: Matter | None = None,
    visibility: str = StoredFile.Visibility.PRIVATE.value,
    actor: Actor,
    now: datetime,
) -> StoredFile:
    """This will keep a photo that `pictures.clean` has cleaned already: ready at once, nothing is promised."""
    keys = [_keep(photo.large, "large", "webp"), _keep(photo.small, "small", "webp")]
    with _no_orphans(*keys), transaction.atomic():
        return StoredFile.objects.create(
            matter=matter,
            purpose=purpose,
            visibility=visibility,
            state=StoredFile.State.READY.value,
            name=rules.plain_name(name),
            content_type=pictures.WEBP,
            size=len(photo.large),
            sha256=hashlib.sha256(photo.large).hexdigest(),
            cleaned=keys[0],
            thumbnail=keys[1],
            width=photo.width,
            height=photo.height,
            uploaded_by_id=actor.person_id,
            upload_token="" if matter else upload_token,
            uploaded_at=now,
        )


@contextmanager
def _no_orphans(*keys: str) -> Iterator[None]:
    """Delete stored bytes again when their row cannot be written."""
    try:
        yield
    except BaseException:
        for key in keys:
            default_storage.delete(key)
        raise


def _require_kind(data: bytes, *, name: str, purpose: str) -> str:
    """The media type of the content; a picture is read to its end."""
    kind = pictures.kind_of(data[:16])
    require(rules.may_be(name=name, kind=kind, purpose=purpose))
    if kind in pictures.PHOTOS:
        try:
            pictures.check(data, kind)
        except pictures.NotAPicture as error:
            raise Refused(error.code, _SENTENCES[error.code], name=name) from error
    return kind


def _keep(data: bytes, folder: str, ending: str) -> str:
    """Write bytes under a name nobody can guess, in folders of a few hundred each; give the storage's key."""
    secret = secrets.token_hex(20)
    return default_storage.save(str(PurePath(folder, secret[:2], secret[2:4], f"{secret}.{ending}")), ContentFile(data))


@transaction.atomic(savepoint=False)
def attach(
    *,
    token: str,
    matter: Matter,
    visibility: str | None = None,
    actor: Actor,
    now: datetime,
) -> list[StoredFile]:
    """This will hang the files of a form on the matter it became; a second call finds nothing left to hang."""
    if not token:
        return []
    files = list(StoredFile.objects.select_for_update().filter(upload_token=token, matter=None).order_by("pk"))
    for file in files:
        file.matter = matter
        file.upload_token = ""
        file.visibility = visibility or file.visibility
        file.uploaded_by_id = file.uploaded_by_id or matter.opened_by_id  # nobody, if the matter has no author
    StoredFile.objects.bulk_update(files, ["matter", "upload_token", "visibility", "uploaded_by"])
    return files


@transaction.atomic
def show(*, files: Iterable[StoredFile], visibility: str, actor: Actor, now: datetime) -> None:
    """This will make files public or private with their matter."""
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).update(visibility=visibility)


@transaction.atomic
def clean(*, file: StoredFile, actor: Actor, now: datetime) -> StoredFile:
    """This will replace an upload by its cleaned copies, or refuse it; run again it changes nothing.

    A photo loses place, time, camera and maker's notes; two WEBP pictures remain. The original is deleted either way.
    """
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    if file.state != StoredFile.State.WAITING:
        return file
    with default_storage.open(file.original) as source:
        data = source.read()
    if _virus_in(data):
        return _refuse(file, "virus")
    if file.content_type == pictures.PDF:
        file.cleaned, file.original = file.original, ""
    else:
        try:
            made = pictures.clean(data, file.content_type)
        except pictures.NotAPicture as error:
            return _refuse(file, error.code)
        file.cleaned, file.thumbnail = _keep(made.large, "large", "webp"), _keep(made.small, "small", "webp")
        file.width, file.height, file.size = made.width, made.height, len(made.large)
        file.content_type = pictures.WEBP
        _forget_later(file.original)
        file.original = ""
    file.state = StoredFile.State.READY.value
    file.save()
    return file


def _virus_in(data: bytes) -> str:
    """The finding of the installation's scanner, "" when clean or when there is none."""
    return str(import_string(settings.VIRUS_SCAN)(data)) if settings.VIRUS_SCAN else ""


def _refuse(file: StoredFile, code: str) -> StoredFile:
    file.state, file.refusal = StoredFile.State.REFUSED.value, code
    _forget_later(file.original)
    file.original = ""
    file.save(update_fields=["state", "refusal", "original"])
    return file


def _forget_later(*keys: str) -> None:
    """Delete stored bytes once the database no longer names them."""
    for key in filter(None, keys):
        transaction.on_commit(partial(default_storage.delete, key))


@transaction.atomic
def forget_orphans(*, actor: Actor, now: datetime) -> int:
    """This will delete what was uploaded for forms that were not sent within a day, and tell how many."""
    orphans = list(
        StoredFile.objects.select_for_update().filter(matter=None, uploaded_at__lt=now - FORGET_AFTER).order_by("pk")
    )
    for file in orphans:
        _forget_later(file.original, file.cleaned, file.thumbnail)
    StoredFile.objects.filter(pk__in=[file.pk for file in orphans]).delete()
    return len(orphans)


@transaction.atomic
def take_back(*, public_id: str, token: str, actor: Actor, now: datetime) -> bool:
    """This will remove one file from a form before it is sent; False if it is not in this form."""
    file = StoredFile.objects.filter(public_id=public_id, upload_token=token, matter=None).first() if token else None
    if file is None:
        return False
    _forget_later(file.original, file.cleaned, file.thumbnail)
    file.delete()
    return True


@transaction.atomic
def take_off(*, public_id: str, matter: Matter, actor: Actor, now: datetime) -> bool:
    """This will remove a file its sender put on a matter nobody else sees yet; False if it is no such file."""
    if actor.person_id is None or matter.visibility != Matter.Visibility.PRIVATE:
        return False
    file = StoredFile.objects.filter(public_id=public_id, matter=matter, uploaded_by=actor.person_id).first()
    if file is None:
        return False
    _forget_later(file.original, file.cleaned, file.thumbnail)
    file.delete()
    return True


@transaction.atomic
def put_open_file(
    *,
    dataset: str,
    ending: str,
    source: Path,
    rows: int,
    size: int,
    sha256: str,
    days: tuple[date, date] | None = None,
    actor: Actor,
    now: datetime,
) -> OpenFile:
    """This will make a file of open data the newest of its table; the one before it is deleted once this is kept.

    `days` are the first and the last day its rows speak of.
    """
    with source.open("rb") as file:
        key = default_storage.save(f"open/{dataset}-{sha256[:12]}.{ending}", File(file))
    with _no_orphans(key):
        before = OpenFile.objects.select_for_update().filter(dataset=dataset, ending=ending).first()
        kept, _made = OpenFile.objects.update_or_create(
            dataset=dataset,
            ending=ending,
            defaults={
                "stored": key,
                "rows": rows,
                "size": size,
                "sha256": sha256,
                "made_at": now,
                "first_on": days[0] if days else None,
                "last_on": days[1] if days else None,
            },
        )
    if before is not None:
        _forget_later(before.stored)
    return kept
