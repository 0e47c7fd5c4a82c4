"""The door: who has come, by a code or a QR code, one by one or from a device that was offline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Forum, Registration
from ortaq.civic.dialogue.queries import registrations
from ortaq.civic.dialogue.queries.forums import dates_of
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.services._forums import note, organised_forum
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

MOST_SCANS = 500
"""Check-ins one device sends at once."""


@dataclass(frozen=True, slots=True)
class CameIn:
    """Who came and when; `again` when she was in already and nothing changed."""

    registration: Registration
    at: datetime
    again: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """What an offline door kept: the digest of a code, and its own idea of the time."""

    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a scan: "in", "again" or "unknown"; `at` is when she came by the server."""

    digest: str
    word: str
    at: datetime | None = None


@transaction.atomic
def check_in(*, forum: Forum, ticket: str, actor: Actor, now: datetime) -> CameIn:
    """This will note that the holder of a code has come; a second time changes nothing and says since when.

    `ticket` is what was typed or scanned. A code of another forum is refused with its name.
    """
    held = _at_door(forum, actor, now)
    read = rules.read_ticket(ticket)
    if read is None:
        raise Refused("code", N_("A code has six letters and digits. Type it once more."))
    if read.forum and read.forum != held.code:
        raise _of_another(Forum.objects.filter(code=read.forum, listed=True).first())
    if read.sign and read.sign != rules.sign_of(held.check_in_key, read.code):
        raise Refused("forged", N_("This QR code was not made by us. Ask for the name and look in the list."))
    found = registrations.by_code(held, read.code)
    if found is None:
        raise _of_another(registrations.forum_with_code(read.code, but=held))
    if found.state != Registration.State.CONFIRMED:
        raise _without_seat(found)
    return _came(held, found, now, actor=actor, now=now)


@transaction.atomic
def check_in_many(*, forum: Forum, scans: Sequence[Scan], actor: Actor, now: datetime) -> list[Outcome]:
    """This will take in what a device kept while it was offline, in its order; the same again changes nothing."""
    held = _at_door(forum, actor, now)
    if len(scans) > MOST_SCANS:
        raise Refused("many", N_("Too many check-ins at once: send them in parts."))
    salt = rules.door_salt(held.check_in_key)
    rows = Registration.objects.filter(forum=held, state=Registration.State.CONFIRMED).select_related("person")
    known = {rules.digest_of(salt, row.code): row for row in rows}
    found = []
    for scan in scans:
        row = known.get(scan.digest)
        if row is None:
            found.append(Outcome(scan.digest, "unknown"))
            continue
        came = _came(held, row, rules.came_at(scan.at, dates_of(held), now), actor=actor, now=now)
        found.append(Outcome(scan.digest, "again" if came.again else "in", came.at))
    return found


def _at_door(forum: Forum, actor: Actor, now: datetime) -> Forum:
    held = organised_forum(forum, actor)
    require(rules.may_check_in(dates_of(held), now))
    return held


def _came(forum: Forum, row: Registration, at: datetime, *, actor: Actor, now: datetime) -> CameIn:
    if row.checked_in_at is not None:
        return CameIn(row, row.checked_in_at, again=True)
    row.checked_in_at, row.checked_in_by_id = at, actor.person_id
    row.save(update_fields=["checked_in_at", "checked_in_by"])
    note(forum, acts.CHECKED_IN, public=False, registration=row.pk, actor=actor, now=now)
    return CameIn(row, at)


def _of_another(other: Forum | None) -> Refused:
    if other is None:
        return Refused("unknown", N_("Nobody is registered with this code. Check the six signs, or look in the list."))
    return Refused(
        "other_forum",
        N_("This code is for another forum: “%(forum)s”, %(moment)s."),
        forum=other.title,
        moment=other.starts_at,
    )


def _without_seat(row: Registration) -> Refused:
    if row.state == Registration.State.OFFERED:
        return Refused(
            "offered", N_("A seat is offered but not accepted yet: it can be accepted on the page of the forum.")
        )
    if row.state == Registration.State.WAITING:
        number = registrations.ahead_of(row) + 1
        return Refused(
            "waiting", N_("There is no seat behind this code: number %(number)s on the list."), number=number
        )
    return Refused("gone", N_("This registration was cancelled: there is no seat behind this code."))
