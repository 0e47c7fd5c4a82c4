"""Appeals that ask for the same become a public work; done, its photo shows that what they asked for is there."""

from datetime import datetime
from typing import Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext, override

from ortaq.civic.reception.models import Appeal, Fix
from ortaq.civic.reception.queries import detail
from ortaq.civic.reception.services import answering
from ortaq.civic.works.models import Evidence, Work
from ortaq.civic.works.queries import photos, works
from ortaq.civic.works.rules.stages import BUILT
from ortaq.core.files import services as files
from ortaq.core.files.models import StoredFile
from ortaq.core.files.pictures import Cleaned
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused

NOT_SEEN: Final = N_("There is no No. %(number)s that you can see: check the number.")
NOT_BUILT: Final = N_("No work that came of this appeal is done yet: it can be called fixed when one is.")
NOTE: Final = N_("Built: “%(title)s”, work No. %(number)s.")


def ready(card: Matter, actor: Actor) -> list[Matter]:
    """This will give the appeal of a card if the actor may read it: public, or at her desk."""
    appeal = detail.get(card.number, actor)
    if appeal is None:
        raise Refused("not_seen", NOT_SEEN, number=card.number)
    return [appeal.matter]


def built_for(appeal: Appeal) -> Work | None:
    """This will give the work that came of an appeal and is done, the newest of several. Three statements at most."""
    found = Work.objects.filter(matter__links_in__origin=appeal.matter_id, stage__in=BUILT)
    return found.select_related(*works.WITH).order_by("-done_on", "-pk").first()


@transaction.atomic
def fix(*, appeal: Appeal, actor: Actor, now: datetime) -> Fix:
    """This will say that what an appeal asked for is there: on the day its work was done, with the work's photo.

    The photo is the newest checked one AFTER, else one of those that showed the last stage; it is copied, so the appeal
    keeps it. Raises Refused: not_built, and what `mark_fixed` refuses (not a body of the appeal, no photo at all).
    """
    work = built_for(appeal)
    if work is None or work.done_on is None:
        raise Refused("not_built", NOT_BUILT)
    token = f"work-{work.pk}-{appeal.pk}"
    photo = _photo(work)
    if photo is not None:
        _copy(photo, token, actor=actor, now=now)
    language = appeal.matter.language
    with override(language):
        note = gettext(NOTE) % {"title": words(work.title, language), "number": work.matter.number}
    return answering.mark_fixed(
        appeal=appeal, note=note, upload_token=token if photo else "", done_on=work.done_on, actor=actor, now=now
    )


def _photo(work: Work) -> StoredFile | None:
    """What shows the work as it is now, cleaned and open to everyone."""
    if (after := photos.first_of([work]).get(work.pk)) is not None:
        return after
    shown = Evidence.objects.filter(
        step__work=work, step__stage__in=BUILT, kind=Evidence.Kind.PHOTO, file__state=StoredFile.State.READY
    )
    found = shown.select_related("file").order_by("-pk").first()
    return found.file if found else None


def _copy(photo: StoredFile, token: str, *, actor: Actor, now: datetime) -> None:
    with default_storage.open(photo.cleaned) as large, default_storage.open(photo.thumbnail) as small:
        made = Cleaned(large.read(), small.read(), photo.width or 0, photo.height or 0)
    files.store_cleaned(
        photo=made, name=photo.name, purpose="after_photo", upload_token=token,
        visibility=StoredFile.Visibility.PUBLIC.value, actor=actor, now=now,
    )  # fmt: skip
