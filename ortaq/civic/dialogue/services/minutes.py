"""What is left of a forum: minutes whose paragraphs lead to ideas and decisions, and photos."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Max

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Forum, MinuteParagraph
from ortaq.civic.dialogue.services._forums import note, organised_forum
from ortaq.core.decisions import queries as decisions
from ortaq.core.decisions.models import Decision
from ortaq.core.files import services as files
from ortaq.core.files.models import StoredFile
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused


@transaction.atomic
def save_paragraph(
    *,
    forum: Forum,
    position: int | None = None,
    text: Mapping[str, str],
    numbers: Sequence[str] = (),
    decided: Sequence[UUID] = (),
    actor: Actor,
    now: datetime,
) -> MinuteParagraph:
    """This will write a paragraph, at the end or in the place of another, with the matters and decisions it names.

    Raises Refused for a number nobody knows, or one that is not public: the minutes are.
    """
    held = organised_forum(forum, actor)
    if not any(text.values()):
        raise Refused("text", N_("Write what was said."))
    matters, records = _matters(numbers), _decisions(decided)
    if position is None:
        position = 1 + (MinuteParagraph.objects.filter(forum=held).aggregate(last=Max("position"))["last"] or 0)
    row, _new = MinuteParagraph.objects.update_or_create(forum=held, position=position, defaults={"text": dict(text)})
    row.matters.set(matters)
    row.decisions.set(records)
    _changed(held, actor=actor, now=now)
    return row


def _matters(numbers: Sequence[str]) -> list[Matter]:
    found = []
    for number in dict.fromkeys(numbers):
        matter = Matter.objects.filter(number__iexact=number, visibility=Matter.Visibility.PUBLIC).first()
        if matter is None:
            raise Refused("number", N_("We find nothing public with the number %(number)s."), number=number)
        found.append(matter)
    return found


def _decisions(decided: Sequence[UUID]) -> list[Decision]:
    found = []
    for public_id in dict.fromkeys(decided):
        record = decisions.get(public_id)
        if record is None:
            raise Refused(
                "decision", N_("We find no public decision with the number %(number)s."), number=str(public_id)
            )
        found.append(record)
    return found


@transaction.atomic
def drop_paragraph(*, forum: Forum, position: int, actor: Actor, now: datetime) -> None:
    """This will take a paragraph out; those after it move up. Twice changes nothing."""
    held = organised_forum(forum, actor)
    if not MinuteParagraph.objects.filter(forum=held, position=position).delete()[0]:
        return
    after = MinuteParagraph.objects.filter(forum=held, position__gt=position).order_by("position")
    for pk in after.values_list("pk", flat=True):  # one by one, lowest first: two never stand in one place
        MinuteParagraph.objects.filter(pk=pk).update(position=F("position") - 1)
    _changed(held, actor=actor, now=now)


@transaction.atomic
def publish(*, forum: Forum, actor: Actor, now: datetime) -> Forum:
    """This will show the minutes to everyone, and tell those who came. A second time changes nothing."""
    held = organised_forum(forum, actor)
    if held.minutes_published_at is not None:
        return held
    if held.state != Forum.State.HELD:
        raise Refused("not_held", N_("Minutes are published after the forum has taken place."))
    if not MinuteParagraph.objects.filter(forum=held).exists():
        raise Refused("empty", N_("The minutes have no paragraphs yet."))
    held.minutes_published_at = now
    held.save(update_fields=["minutes_published_at"])
    note(held, acts.MINUTES_PUBLISHED, actor=actor, now=now)
    return held


@transaction.atomic
def add_photo(
    *, forum: Forum, upload: "UploadedFile[bytes] | bytes", name: str, actor: Actor, now: datetime
) -> StoredFile:
    """This will keep a photo of the forum; everyone sees it once place and time hidden in it are removed."""
    held = organised_forum(forum, actor)
    return files.store_upload(
        upload=upload, name=name, purpose="photo", matter=held.matter,
        visibility=StoredFile.Visibility.PUBLIC.value, actor=actor, now=now,
    )  # fmt: skip


@transaction.atomic
def hide_photo(*, forum: Forum, public_id: UUID, actor: Actor, now: datetime) -> bool:
    """This will take a photo off the public page, as somebody in it may ask; False if it is not of this forum."""
    held = organised_forum(forum, actor)
    found = StoredFile.objects.filter(matter=held.matter, public_id=public_id, purpose="photo")
    files.show(files=found, visibility=StoredFile.Visibility.PRIVATE.value, actor=actor, now=now)
    return found.exists()


def _changed(forum: Forum, *, actor: Actor, now: datetime) -> None:
    """A change of published minutes stands in the journal everyone reads."""
    if forum.minutes_published_at is not None:
        note(forum, acts.FORUM_CHANGED, fields=["minutes"], actor=actor, now=now)
