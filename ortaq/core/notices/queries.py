"""Messages of a person, and who wants the weekly digest."""

from collections.abc import Iterator

from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person


def mine(actor: Actor, limit: int = 100) -> list[Notice]:
    """This will give the actor's newest notices; a guest has none."""
    if actor.person_id is None:
        return []
    return list(
        Notice.objects.filter(person=actor.person_id).select_related("matter").order_by("-made_at", "-pk")[:limit]
    )


def unread(actor: Actor) -> int:
    """This will count what the actor has not seen."""
    return Notice.objects.filter(person=actor.person_id, read_at__isnull=True).count() if actor.person_id else 0


def notice(notice_id: int) -> Notice | None:
    """This will give a notice by id."""
    return Notice.objects.filter(pk=notice_id).first()


def person(person_id: int) -> Person | None:
    """This will give a person by id."""
    return Person.objects.filter(pk=person_id).first()


def digest_readers() -> Iterator[Person]:
    """This will give everyone who wants the weekly digest, one by one."""
    return Person.objects.filter(digest=True).order_by("pk").iterator(chunk_size=500)
