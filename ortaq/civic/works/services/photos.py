"""Photos BEFORE and AFTER: time and place are read from EXIF before the photo loses them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ortaq.civic.works import acts
from ortaq.civic.works.models import PhotoPair, Work
from ortaq.civic.works.rules import photos as rules
from ortaq.civic.works.rules import rights
from ortaq.civic.works.rules.photos import Shot
from ortaq.civic.works.services._held import held_work, tell
from ortaq.core.files import pictures
from ortaq.core.files import queries as file_queries
from ortaq.core.files import rules as file_rules
from ortaq.core.files import services as files
from ortaq.core.files.models import StoredFile
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory import queries as territory

Upload = UploadedFile[bytes] | bytes


@dataclass(frozen=True, slots=True)
class Held:
    """A photo that waits under the token of a form, and what its camera said before it was cleaned of it."""

    token: str
    file: str
    """Its public id."""
    told: pictures.Told


@transaction.atomic
def hold_photo(*, photo: Upload, name: str, purpose: str, token: str, actor: Actor, now: datetime) -> Held:
    """This will store the photo of a form at once, so that refused words do not lose it; it takes the place of the one
    that was sent before. Raises Refused: what storing a photo refuses.
    """
    data = _read(photo, name, purpose)
    file = files.store_upload(upload=data, name=name, purpose=purpose, upload_token=token, actor=actor, now=now)
    for other in file_queries.of_form(token):
        if other.pk != file.pk:
            files.take_back(public_id=str(other.public_id), token=token, actor=actor, now=now)
    return Held(token, str(file.public_id), pictures.told(data, file.content_type))


@transaction.atomic
def add_before(
    *,
    work: Work,
    photo: Upload | Held,
    name: str = "",
    taken_on: date | None = None,
    spot: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> PhotoPair:
    """This will keep a photo BEFORE; `taken_on` counts where the camera does not say when.

    Raises Refused: when, future, gone, and what storing a photo refuses.
    """
    held = held_work(work)
    require(rights.may_keep(actor, held.body_id))
    shot, file = _kept(held, photo, name, taken_on, "photo", actor=actor, now=now)
    require(rules.check_clock(shot, now=now))
    taken_at = shot.taken_at or now  # never the latter: `_kept` asks for a day
    last = held.pairs.aggregate(last=Max("number"))["last"] or 0
    pair = PhotoPair.objects.create(
        work=held,
        number=last + 1,
        spot=dict(spot or {}),
        before=file,
        before_at=taken_at,
        before_by_camera=shot.by_camera,
        before_lon=shot.lon,
        before_lat=shot.lat,
        findings=rules.findings(shot, None, now=now),
        added_by_id=actor.person_id,
    )
    tell(held, acts.PHOTOGRAPHED, pair=pair.number, side="before", actor=actor, now=now, public=False)
    return pair


@transaction.atomic
def add_after(
    *, pair: PhotoPair, photo: Upload | Held, name: str = "", taken_on: date | None = None, actor: Actor, now: datetime
) -> PhotoPair:
    """This will keep the photo AFTER of a pair and say what order and distance say.

    A pair that cannot be right is kept with its findings and shown to nobody. A confirmed pair stays as it is; before
    that another AFTER takes the place of the first.
    """
    work = held_work(pair.work)
    require(rights.may_keep(actor, work.body_id))
    kept = PhotoPair.objects.select_related("before", "after").get(pk=pair.pk)
    if kept.state == PhotoPair.State.CONFIRMED:
        raise Refused("second", N_("This pair is checked and shown already."))
    shot, file = _kept(work, photo, name, taken_on, "after_photo", actor=actor, now=now)
    before = _shot_of(kept, "before")
    kept.after, kept.after_at, kept.after_by_camera = file, shot.taken_at, shot.by_camera
    kept.after_lon, kept.after_lat = shot.lon, shot.lat
    kept.distance = rules.metres_between(before, shot)
    kept.findings = rules.findings(before, shot, now=now)
    kept.state, kept.added_by_id = PhotoPair.State.TO_CHECK.value, actor.person_id
    kept.checked_by, kept.checked_as, kept.checked_at, kept.check_note = None, {}, None, ""
    kept.save()
    tell(work, acts.PHOTOGRAPHED, pair=kept.number, side="after", actor=actor, now=now, public=False)
    return kept


def _shot_of(pair: PhotoPair, side: str) -> Shot:
    """When and where a photo of a pair was taken, by the city's clock: days are compared by it."""
    at = getattr(pair, f"{side}_at")
    by_camera, lon, lat = (getattr(pair, f"{side}_{name}") for name in ("by_camera", "lon", "lat"))
    return Shot(timezone.localtime(at) if at else None, by_camera, lon, lat)


def _kept(
    work: Work, photo: Upload | Held, name: str, taken_on: date | None, purpose: str, *, actor: Actor, now: datetime
) -> tuple[Shot, StoredFile]:
    """Hear what the camera says, then hang the photo on the work; one that waits under a form's token moves over."""
    if isinstance(photo, Held):
        shot = _shot(photo.told, taken_on, now=now)
        hung = files.attach(token=photo.token, matter=work.matter, actor=actor, now=now)
        file = next((one for one in hung if str(one.public_id) == photo.file), None)
        if file is None:
            raise Refused("gone", N_("The photo was kept for a day only: choose it once more."))
        return shot, file
    data = _read(photo, name, purpose)
    kind = pictures.kind_of(data[:16])
    require(file_rules.may_be(name=file_rules.plain_name(name), kind=kind, purpose=purpose))
    shot = _shot(pictures.told(data, kind), taken_on, now=now)
    return shot, files.store_upload(
        upload=data, name=name, purpose=purpose, matter=work.matter, actor=actor, now=now
    )  # fmt: skip


def _read(photo: Upload, name: str, purpose: str) -> bytes:
    """The bytes of a photo; its size is checked before it is read."""
    size = len(photo) if isinstance(photo, bytes) else photo.size or 0
    require(file_rules.may_store(name=file_rules.plain_name(name), size=size, purpose=purpose, already=0))
    return photo if isinstance(photo, bytes) else photo.read()


def _shot(told: pictures.Told, taken_on: date | None, *, now: datetime) -> Shot:
    """When and where; a typed day counts where the camera does not say when, or says a day that has not come."""
    moment = told.taken_at
    if moment is not None and moment.tzinfo is None:
        moment = timezone.make_aware(moment)
    typed = timezone.make_aware(datetime.combine(taken_on, time.min)) if taken_on else None
    by_camera = moment is not None and (typed is None or moment <= now)
    taken_at = moment if by_camera else typed
    shot = Shot(timezone.localtime(taken_at) if taken_at else None, by_camera, told.lon, told.lat)
    require(rules.check_when(shot, now=now))
    return shot


@transaction.atomic
def check_pair(
    *,
    pair: PhotoPair,
    confirmed: bool,
    note: str = "",
    spot: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> PhotoPair:
    """This will say that two photos show the same spot, or why not: a colleague of who added them. Confirmed ones are
    public from now on. Raises Refused: own_pair, half, older, far, future, no_reason, second.
    """
    work = held_work(pair.work)
    kept = PhotoPair.objects.select_related("before", "after").get(pk=pair.pk)
    require(rights.may_check_pair(actor, work.body_id, added_by=kept.added_by_id))
    if kept.checked_at is not None:
        raise Refused("second", N_("A colleague has checked this pair already."))
    if confirmed:
        require(rules.may_confirm(kept.findings, whole=kept.after_id is not None))
    elif not note.strip():
        raise Refused("no_reason", N_("Write why these photos cannot be shown."))
    state = PhotoPair.State.CONFIRMED if confirmed else PhotoPair.State.NOT_CONFIRMED
    kept.state, kept.check_note = state.value, note.strip()[:300]
    kept.spot = dict(spot) if spot is not None else kept.spot
    kept.checked_by_id, kept.checked_at, kept.checked_as = actor.person_id, now, _post(actor, work.body_id)
    kept.save()
    if confirmed and kept.after is not None:
        public = StoredFile.Visibility.PUBLIC.value
        files.show(files=[kept.before, kept.after], visibility=public, actor=actor, now=now)
    tell(work, acts.PAIR_CHECKED, pair=kept.number, confirmed=confirmed, actor=actor, now=now, public=confirmed)
    return kept


def _post(actor: Actor, body_id: int) -> dict[str, str]:
    held = actor.office_in(body_id)
    office = territory.office_held(actor.person_id, held) if held else None
    return dict(office.post) if office else {}
