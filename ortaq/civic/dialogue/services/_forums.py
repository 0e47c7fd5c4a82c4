"""What the services of forums share: the forum held, its times as the rules read them, and free seats offered on."""

from datetime import datetime
from typing import Any

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Forum, Registration
from ortaq.civic.dialogue.queries import forums
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require
from ortaq.core.tasks.rows import hold


def held_forum(forum: Forum) -> Forum:
    """The forum as it is now, held: seats and places on the list are given one person at a time."""
    hold(Forum.objects.filter(pk=forum.pk))
    return Forum.objects.select_related(*forums.WITH).get(pk=forum.pk)


def organised_forum(forum: Forum, actor: Actor) -> Forum:
    """The forum as it is now, held; refused to who does not organise it."""
    held = held_forum(forum)
    require(rights.may_organise(actor, body_id=held.process.body_id))
    return held


def note(forum: Forum, act: str, *, actor: Actor, now: datetime, public: bool = True, **facts: Any) -> None:
    """Write an act into the forum's journal; `facts` of what is not public are kept as personal ones."""
    data, personal = (facts, None) if public else ({}, facts)
    journal.write(
        act=act, matter=forum.matter, data=data, personal=personal, public=public, body=forum.process.body,
        actor=actor, now=now,
    )  # fmt: skip


def fill(forum: Forum, *, actor: Actor, now: datetime) -> int:
    """Offer every free seat of a held forum to the next in line, for its time; how many offers were made."""
    until = rules.offer_ends(hours=forum.offer_hours, dates=forums.dates_of(forum), now=now)
    rows = Registration.objects.filter(forum=forum, seat__isnull=False).values_list("seat", flat=True)
    taken = {seat for seat in rows if seat is not None}
    made = 0
    while until is not None and (seat := rules.free_seat(taken, forum.capacity)) is not None:
        following = Registration.objects.filter(forum=forum, state=Registration.State.WAITING).first()
        if following is None:
            break
        following.seat, following.offered_until = seat, until
        following.state = Registration.State.OFFERED.value
        following.save(update_fields=["seat", "offered_until", "state"])
        note(forum, acts.OFFERED, public=False, registration=following.pk, actor=actor, now=now)
        taken.add(seat)
        made += 1
    return made
