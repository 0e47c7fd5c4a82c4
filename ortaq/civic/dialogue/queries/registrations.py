"""Seats and places on the list: a person's own, and the organisers' view with needs and sums."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q

from ortaq.civic.dialogue.models import Forum, Registration
from ortaq.civic.dialogue.queries.forums import WITH, dates_of
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Answer

PAGE = 50
_SEATED = Q(seat__isnull=False)


@dataclass(frozen=True, slots=True)
class Sums:
    """How many people hold, wait, came, and what they need, without a name."""

    confirmed: int = 0
    offered: int = 0
    waiting: int = 0
    cancelled: int = 0
    lapsed: int = 0
    came: int = 0
    needs: tuple[tuple[str, int], ...] = ()
    """(code of `rules.NEEDS`, people with a seat who asked for it), only what was asked."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate proves."""

    number: str
    forum: Forum
    name: str
    language: str
    came_at: datetime


def own(forum: Forum, actor: Actor) -> Registration | None:
    """This will give the actor's own registration, also one she cancelled. One statement, none for a guest."""
    if actor.person_id is None:
        return None
    return Registration.objects.filter(forum=forum, person=actor.person_id).select_related("person").first()


def mine(actor: Actor, *, now: datetime) -> list[Registration]:
    """This will list the forums to come a person holds or waits for a seat in, the nearest first. One statement."""
    if actor.person_id is None:
        return []
    found = Registration.objects.filter(person=actor.person_id, state__in=rules.LISTED, forum__ends_at__gt=now)
    return list(found.select_related("forum__matter", "forum__process__body").order_by("forum__starts_at"))


def ahead_of(registration: Registration) -> int:
    """This will count who stands before a person on the waiting list: her number is one more."""
    found = Registration.objects.filter(forum=registration.forum_id, state=Registration.State.WAITING)
    return found.filter(position__lt=registration.position).count()


def taken(forum: Forum) -> int:
    """This will count the seats that are held."""
    return Registration.objects.filter(_SEATED, forum=forum).count()


def may_register(forum: Forum, now: datetime) -> Answer:
    """This will say whether registrations are taken now."""
    return rules.may_register(dates_of(forum), now)


def may_cancel(registration: Registration, now: datetime) -> Answer:
    """This will say whether a registration can be given back now."""
    came = registration.checked_in_at is not None
    return rules.may_cancel(registration.state, dates_of(registration.forum), now, came=came)


def may_accept(registration: Registration, now: datetime) -> Answer:
    """This will say whether an offered seat can still be taken."""
    return rules.may_accept(registration.state, registration.offered_until, dates_of(registration.forum), now)


def ticket_address(registration: Registration, language: str) -> str:
    """This will give what the QR code of a registration says; what follows # never leaves the phone that scans it."""
    forum = registration.forum
    sign = rules.sign_of(forum.check_in_key, registration.code)
    return f"{settings.ORIGIN}/{language}/forums/{forum.code}/#{registration.code}.{sign}"


def by_code(forum: Forum, code: str) -> Registration | None:
    """This will give the registration behind a code of this forum."""
    return Registration.objects.filter(forum=forum, code=code).select_related("person").first()


def forum_with_code(code: str, *, but: Forum) -> Forum | None:
    """This will give another forum in which a code is known, the one nearest in time to this one first."""
    found = Forum.objects.filter(registrations__code=code, listed=True).exclude(pk=but.pk)
    return min(found, key=lambda one: abs(one.starts_at - but.starts_at), default=None)


def door_list(forum: Forum) -> list[tuple[str, datetime | None]]:
    """This will give (digest, when she came) of everyone with a seat: all an offline door needs. One statement."""
    salt = rules.door_salt(forum.check_in_key)
    rows = Registration.objects.filter(forum=forum, state=Registration.State.CONFIRMED).order_by("pk")
    return [(rules.digest_of(salt, code), came) for code, came in rows.values_list("code", "checked_in_at")]


def sums(forum: Forum) -> Sums:
    """This will count a forum's registrations and what people with a seat need. Two statements."""
    rows = Registration.objects.filter(forum=forum).values_list("state").annotate(n=Count("pk")).order_by()
    found = dict(rows)
    asked: Counter[str] = Counter()
    came = 0
    seated = Registration.objects.filter(_SEATED, forum=forum).values_list("needs", "checked_in_at")
    for needs, checked_in_at in seated:
        asked.update(needs)
        came += checked_in_at is not None
    return Sums(
        confirmed=found.get("confirmed", 0),
        offered=found.get("offered", 0),
        waiting=found.get("waiting", 0),
        cancelled=found.get("cancelled", 0),
        lapsed=found.get("lapsed", 0),
        came=came,
        needs=tuple((need, asked[need]) for need in rules.NEEDS if asked[need]),
    )


def people(forum: Forum, *, states: Sequence[str], after: int = 0, limit: int = PAGE) -> list[Registration]:
    """This will list registrations in some states by position, those after one. One statement."""
    found = Registration.objects.filter(forum=forum, state__in=list(states), position__gt=after)
    return list(found.select_related("person").order_by("position")[:limit])


def of_forum(forum: Forum, pk: int) -> Registration | None:
    """This will give one registration of a forum the actor was given by the desk's query."""
    return Registration.objects.filter(forum=forum, pk=pk).select_related("person", "forum").first()


def certificate_number(registration: Registration) -> str:
    """This will give the number that stands on a certificate: the forum's, the place in the list, six secret signs."""
    forum = registration.forum
    sign = rules.certificate_sign(forum.check_in_key, registration.position)
    return f"{forum.matter.number}-{registration.position}-{sign}".upper()


def certificate_of(registration: Registration) -> Certificate | None:
    """This will give the certificate of somebody who came to a forum that has taken place, None for others."""
    forum = registration.forum
    if registration.checked_in_at is None or forum.state != Forum.State.HELD or not forum.certificate:
        return None
    person = registration.person
    return Certificate(
        certificate_number(registration), forum, person.name, person.language, registration.checked_in_at
    )


def certificate_by_number(number: str) -> Certificate | None:
    """This will find a certificate by the number printed on it. One statement."""
    parts = "".join(number.split()).upper().rsplit("-", 2)
    if len(parts) != 3 or not parts[1].isascii() or not parts[1].isdecimal() or len(parts[1]) > 9:  # noqa: PLR2004, forum's number, place, signs
        return None
    found = Registration.objects.filter(forum__matter__number__iexact=parts[0], position=int(parts[1]))
    registration = found.select_related("person", *(f"forum__{name}" for name in WITH)).first()
    certificate = certificate_of(registration) if registration else None
    return certificate if certificate and certificate.number == "-".join(parts) else None


def says_same(certificate: Certificate, name: str) -> bool:
    """This will tell whether a name typed by whoever checks is the one on the paper."""
    return rules.same_name(name, certificate.name)
