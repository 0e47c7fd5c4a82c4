"""Pairs of photos from one spot: those everyone sees, and those that wait for a second pair of eyes."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from ortaq.civic.works.models import PhotoPair, Work
from ortaq.civic.works.rules import rights
from ortaq.core.files.models import StoredFile
from ortaq.core.people.actor import Actor

WITH = ("before", "after")
READY = Q(before__state=StoredFile.State.READY, after__state=StoredFile.State.READY)


def shown(work: Work) -> list[PhotoPair]:
    """This will list the pairs of a work everyone sees. One statement."""
    rows = PhotoPair.objects.filter(READY, work=work, state=PhotoPair.State.CONFIRMED.value)
    return list(rows.select_related(*WITH))


def newest(limit: int = 6) -> list[PhotoPair]:
    """This will list the pairs confirmed last, one of each work at most, with their works. One statement."""
    rows = PhotoPair.objects.filter(READY, state=PhotoPair.State.CONFIRMED.value)
    later = rows.filter(work=OuterRef("work"), number__gt=OuterRef("number"))
    rows = rows.filter(~Exists(later)).select_related(*WITH, "work__matter__territory")
    return list(rows.order_by("-checked_at", "-pk")[:limit])


def first_of(works: Sequence[Work]) -> dict[int, StoredFile]:
    """This will give the newest photo AFTER of each work, for lists: work id → file. One statement."""
    rows = PhotoPair.objects.filter(READY, work__in=works, state=PhotoPair.State.CONFIRMED.value)
    return {pair.work_id: pair.after for pair in rows.select_related("after").order_by("-number") if pair.after}


def of_desk(work: Work) -> list[PhotoPair]:
    """This will list all pairs of a work, for those who keep it. One statement."""
    return list(PhotoPair.objects.filter(work=work).select_related(*WITH, "added_by", "checked_by"))


def pair(work: Work, number: int) -> PhotoPair | None:
    """This will give one pair of a work, for those who keep it."""
    rows = PhotoPair.objects.filter(work=work, number=number)
    return rows.select_related(*WITH, "work__body", "added_by", "checked_by").first()


def waiting(actor: Actor) -> QuerySet[PhotoPair]:
    """This will give the pairs of the actor's bodies that wait for a check, the oldest first."""
    bodies = [body for body in actor.body_ids if rights.may_keep(actor, body)]
    rows = PhotoPair.objects.filter(work__body__in=bodies, state=PhotoPair.State.TO_CHECK.value)
    return rows.select_related("work__matter").order_by("pk")
