"""The only writers of notices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation

from ortaq.core.matters.models import Matter
from ortaq.core.notices import channels, queries
from ortaq.core.notices.models import Notice
from ortaq.core.notices.rules import NONE, channel_of, split_message
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import require
from ortaq.core.people.rules import may_erase
from ortaq.core.tasks import services as tasks

DIGEST = "digest"
DELIVER = "ortaq.core.notices.jobs.deliver_notice"


@transaction.atomic
def tell(
    *,
    person: Person,
    event: str,
    kind: str,
    matter: Matter | None = None,
    context: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> Notice | None:
    """This will write one message for one event in the person's language and promise its delivery.

    None when she has been told of this event before: a replayed task tells nobody twice. The template is
    `notices/<kind>.txt`, its first line the subject; it gets `context`, `matter`, `person`, `language` and `origin`.
    """
    if Notice.objects.filter(person=person, event=event).exists():
        return None
    with translation.override(person.language):
        rendered = render_to_string(
            f"notices/{kind}.txt",
            {**context, "matter": matter, "person": person, "language": person.language, "origin": settings.ORIGIN},
        )
    subject, text = split_message(rendered)
    notice = Notice(
        person=person,
        matter=matter,
        event=event,
        kind=kind,
        language=person.language,
        channel=channel_of(person.email, person.phone),
        subject=subject,
        text=text,
        made_at=now,
    )
    # Two workers may come this far at once; the constraint lets one row in and the other learns of it here.
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    kept = Notice.objects.filter(person=person, event=event).first()
    if kept is None or kept.kind != kind or kept.made_at != now:
        return None
    if kept.channel != NONE:
        tasks.enqueue(DELIVER, kept.pk, key=f"notice:{kept.pk}")
    return kept


def deliver(*, notice: Notice, actor: Actor, now: datetime) -> bool:
    """This will send a notice unless it is sent; True when it was sent now. Raises what the channel raises.

    Not in one transaction: the network stands in the middle. SENDING is committed before, SENT after. A crash between
    the two leaves SENDING, and the next attempt sends again under the same key: a provider that keeps keys (and every
    mail program that knows Message-ID) shows one message. Never is a notice lost, and never sent again once SENT.
    """
    open_states = [Notice.State.WAITING, Notice.State.SENDING, Notice.State.FAILED]
    mine = Notice.objects.filter(pk=notice.pk, state__in=open_states).exclude(channel=Notice.Channel.NONE)
    if not mine.update(state=Notice.State.SENDING, attempts=F("attempts") + 1):
        return False
    person = Person.objects.get(pk=notice.person_id)
    to = person.email if notice.channel == Notice.Channel.EMAIL else person.phone
    if not to:  # the address was taken back after the notice was written: it waits in "my city"
        mine.update(channel=Notice.Channel.NONE, state=Notice.State.WAITING)
        return False
    try:
        channels.channel_for(notice.channel).send(
            to, notice.subject, notice.text, key=str(notice.pk), **_ways_out(notice, person)
        )
    except Exception:
        mine.update(state=Notice.State.FAILED)
        raise
    mine.update(state=Notice.State.SENT, sent_at=now)
    return True


def _ways_out(notice: Notice, person: Person) -> dict[str, str]:
    """What a mail of the digest says to the mail program, so that one press of its own ends it (RFC 8058)."""
    if notice.channel != Notice.Channel.EMAIL or notice.kind != DIGEST:
        return {}
    return {"unsubscribe": queries.stop_address(person)}


@transaction.atomic
def stop_digest(*, person: Person, actor: Actor, now: datetime) -> bool:
    """This will end the weekly digest of a person who came by the address in it; False where it had ended already."""
    return bool(Person.objects.filter(pk=person.pk, digest=True).update(digest=False))


@transaction.atomic
def mark_read(*, notices: list[int], actor: Actor, now: datetime) -> int:
    """This will note that the actor has seen these notices of hers; others' are left alone."""
    if actor.person_id is None:
        return 0
    return Notice.objects.filter(pk__in=notices, person=actor.person_id, read_at__isnull=True).update(read_at=now)


@transaction.atomic
def forget(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will delete what was written to a person, sent or not, and tell how many messages there were."""
    require(may_erase(actor))
    return Notice.objects.filter(person=person).delete()[0]
