"""Registering: a seat, or a number on the list; given back, offered on for a time, remembered the day before."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Forum, Question, Registration
from ortaq.civic.dialogue.queries.forums import dates_of
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.services._forums import fill, held_forum, note
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.people.rules import may_erase

NEEDS_ACCOUNT: Final = N_("Sign in to register: the seat is kept for you alone, and we have to know whom to tell.")
SECOND: Final = N_("You are registered already. Your registration is below.")
LONGEST_NOTE: Final = 300


@transaction.atomic
def register(
    *,
    forum: Forum,
    needs: Sequence[str] = (),
    note_text: str = "",
    post: str = "",
    actor: Actor,
    now: datetime,
) -> Registration:
    """This will give a person a seat, or the next number on the waiting list; nobody gets past those who wait.

    Raises Refused outside the hours of registration, and for whoever is registered (code "second"). Who gave a seat
    back and comes again stands at the end of the line. `post` is the address of her post with the forum's hashtags.
    """
    if actor.person_id is None:
        raise Refused("sign_in", NEEDS_ACCOUNT)
    held = held_forum(forum)
    own = Registration.objects.filter(forum=held, person=actor.person_id).first()
    if own is not None and own.state in rules.LISTED:
        raise Refused("second", SECOND)
    require(rules.may_register(dates_of(held), now))
    if not set(needs) <= set(rules.NEEDS):
        raise Refused("needs", N_("Choose from the list what you need."))
    row = own or Registration(forum=held, person_id=actor.person_id, code=_new_code(held))
    row.position = 1 + (Registration.objects.filter(forum=held).aggregate(last=Max("position"))["last"] or 0)
    row.needs, row.note = [need for need in rules.NEEDS if need in needs], note_text.strip()[:LONGEST_NOTE]
    row.hashtag_link, row.registered_at = post, now
    row.offered_until = row.reminded_at = None
    row.seat = _seat_for_a_newcomer(held)
    row.state = (Registration.State.CONFIRMED if row.seat else Registration.State.WAITING).value
    row.save()
    act = acts.REGISTERED if row.seat else acts.WAITING
    note(held, act, public=False, registration=row.pk, actor=actor, now=now)
    return row


def _seat_for_a_newcomer(forum: Forum) -> int | None:
    """A free seat, if nobody waits for it."""
    rows = Registration.objects.filter(forum=forum, state__in=rules.LISTED).values_list("state", "seat")
    if any(state == Registration.State.WAITING for state, _seat in rows):
        return None
    return rules.free_seat((seat for _state, seat in rows if seat), forum.capacity)


def _new_code(forum: Forum) -> str:
    """Six signs nobody else has in this forum."""
    known = set(Registration.objects.filter(forum=forum).values_list("code", flat=True))
    while (code := "".join(secrets.choice(rules.SIGNS) for _ in range(rules.CODE_LENGTH))) in known:
        continue
    return code


@transaction.atomic
def cancel(*, registration: Registration, actor: Actor, now: datetime) -> Registration:
    """This will give a seat or a place on the list back; the next in line gets the seat offered.

    The person herself does it, or the organisers for her. Raises Refused for a second time (code "second").
    """
    held = held_forum(registration.forum)
    row = _held_row(registration, held)
    if actor.person_id != row.person_id:
        require(rights.may_organise(actor, body_id=held.process.body_id))
    require(rules.may_cancel(row.state, dates_of(held), now, came=row.checked_in_at is not None))
    row.state, row.seat, row.offered_until = Registration.State.CANCELLED.value, None, None
    row.save(update_fields=["state", "seat", "offered_until"])
    note(held, acts.CANCELLED_SEAT, public=False, registration=row.pk, actor=actor, now=now)
    fill(held, actor=actor, now=now)
    return row


@transaction.atomic
def accept_offer(*, registration: Registration, actor: Actor, now: datetime) -> Registration:
    """This will turn an offered seat into her own. Refused once the offer has ended, swept up or not."""
    held = held_forum(registration.forum)
    row = _held_row(registration, held)
    if actor.person_id != row.person_id:
        raise Refused("not_yours", N_("This offer is for somebody else."))
    require(rules.may_accept(row.state, row.offered_until, dates_of(held), now))
    row.state, row.offered_until = Registration.State.CONFIRMED.value, None
    row.save(update_fields=["state", "offered_until"])
    note(held, acts.REGISTERED, public=False, registration=row.pk, actor=actor, now=now)
    return row


def _held_row(registration: Registration, forum: Forum) -> Registration:
    """The registration as it is now; its forum is held."""
    row = Registration.objects.select_related("person").get(pk=registration.pk)
    row.forum = forum
    return row


def lapse_due(*, actor: Actor, now: datetime) -> int:
    """This will end every offer whose time is over and offer the seats on; how many ended. Forum by forum."""
    due = Registration.objects.filter(state=Registration.State.OFFERED, offered_until__lte=now)
    forums = Forum.objects.filter(pk__in=due.values("forum")).order_by("pk")
    return sum(_lapse(forum, actor=actor, now=now) for forum in forums)


@transaction.atomic
def _lapse(forum: Forum, *, actor: Actor, now: datetime) -> int:
    held = held_forum(forum)
    due = Registration.objects.filter(forum=held, state=Registration.State.OFFERED, offered_until__lte=now)
    ended = list(due)
    for row in ended:
        row.state, row.seat = Registration.State.LAPSED.value, None
        row.save(update_fields=["state", "seat"])
        note(held, acts.OFFER_LAPSED, public=False, registration=row.pk, actor=actor, now=now)
    fill(held, actor=actor, now=now)
    return len(ended)


def remind_due(*, actor: Actor, now: datetime) -> int:
    """This will remind everyone with a seat the day before, once; how many people. Who came later knows it anyway."""
    soon = Forum.objects.filter(
        state=Forum.State.PUBLISHED, starts_at__gt=now, starts_at__lte=now + rules.REMINDED_BEFORE
    )
    return sum(_remind(forum, actor=actor, now=now) for forum in soon.order_by("pk"))


@transaction.atomic
def _remind(forum: Forum, *, actor: Actor, now: datetime) -> int:
    held = held_forum(forum)
    due = Registration.objects.filter(
        forum=held,
        state=Registration.State.CONFIRMED,
        reminded_at__isnull=True,
        registered_at__lte=held.starts_at - rules.REMINDED_BEFORE,
    )
    rows = list(due.values_list("pk", flat=True))
    if rows:
        Registration.objects.filter(pk__in=rows).update(reminded_at=now)
        note(held, acts.REMINDED, public=False, registrations=rows, actor=actor, now=now)
    return len(rows)


@transaction.atomic
def erase_words(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will empty what a person said when registering and asking; seats stay counted. How many registrations."""
    require(may_erase(actor))
    Question.objects.filter(person=person).update(text="•••", public_text="•••")
    return Registration.objects.filter(person=person).update(needs=[], note="", hashtag_link="")
