"""Seats, the waiting list, offers, the door and certificates of a forum. Plain Python."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from ortaq.core.people.refusal import N_, YES, Answer, no

NEEDS: Final = ("ramp", "sign_language", "childcare", "interpreter", "hearing_loop", "companion")
"""What people may need to take part; a forum says which of them it offers."""
SIGNS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits nobody mistakes for one another: no 0 and O, no 1 and I."""
CODE_LENGTH: Final = 6
DOORS_OPEN: Final = timedelta(hours=3)
"""How long before the start people can be checked in."""
REMINDED_BEFORE: Final = timedelta(days=1)
MOST_QUESTIONS: Final = 5
"""Questions one person may have waiting in one forum."""
RESERVED: Final = frozenset({"certificate", "new"})
"""Words that stand in addresses where the code of a forum does."""
RETOLD: Final = frozenset({"starts_at", "ends_at", "venue"})
"""What those with a seat are told of when it changes."""
NEXT: Final[dict[str, frozenset[str]]] = {
    "draft": frozenset({"published"}),
    "published": frozenset({"cancelled", "held"}),
    "cancelled": frozenset(),
    "held": frozenset(),
}
OVER: Final = N_("Questions were taken until the end of the forum.")
SEATED: Final = ("confirmed", "offered")
LISTED: Final = (*SEATED, "waiting")
"""Who is told what happens to the forum."""
_TYPED: Final = str.maketrans("АВЕКМНРСТУХавекмнрстух", "ABEKMHPCTYXABEKMHPCTYX")
"""Letters of a Cyrillic keyboard that look like those of a code."""
_TICKET: Final = re.compile(r"/forums/(?P<forum>[-\w]+)/#(?P<code>[^.#]+)\.(?P<sign>\w+)$")


@dataclass(frozen=True, slots=True)
class Dates:
    """The times of a forum as the rules know them. `closes_at` is the first second that no longer counts."""

    state: str
    opens_at: datetime
    closes_at: datetime
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """What was typed or scanned at the door; `forum` and `sign` are there only in a QR code."""

    code: str
    forum: str = ""
    sign: str = ""


def can_become(state: str, after: str) -> Answer:
    """This will say whether a forum may pass from one state to another."""
    if after in NEXT[state]:
        return YES
    if state == "cancelled":
        return no("cancelled", N_("This forum is cancelled."))
    if state == "held":
        return no("held", N_("This forum has taken place already."))
    if state == "draft":
        return no("draft", N_("Publish the forum first."))
    return no("second", N_("This forum is published already."))


def may_register(dates: Dates, now: datetime) -> Answer:
    """This will say whether registrations are taken at this moment."""
    if dates.state != "published":
        return can_become(dates.state, "held")
    if now < dates.opens_at:
        return no("not_open", N_("Registration opens on %(moment)s."), moment=dates.opens_at)
    if now >= dates.closes_at:
        return no(
            "closed", N_("Registration closed on %(moment)s. What you typed is kept here."), moment=dates.closes_at
        )
    return YES


def may_cancel(state: str, dates: Dates, now: datetime, *, came: bool = False) -> Answer:
    """This will say whether a registration may be given back."""
    if came:
        return no("came", N_("You came in already: the seat cannot be given back any more."))
    if state in ("cancelled", "lapsed"):
        return no("second", N_("This registration is cancelled already: there is nothing more to do."))
    if dates.state == "cancelled":
        return no("cancelled", N_("This forum is cancelled."))
    if now >= dates.starts_at:
        return no("begun", N_("The forum has begun: a seat cannot be given back any more."))
    return YES


def may_accept(state: str, offered_until: datetime | None, dates: Dates, now: datetime) -> Answer:
    """This will say whether an offered seat may still be taken."""
    if dates.state == "cancelled":
        return no("cancelled", N_("This forum is cancelled."))
    if state == "confirmed":
        return no("second", N_("The seat is yours already."))
    if state == "lapsed" or (state == "offered" and offered_until is not None and now >= offered_until):
        return no(
            "lapsed",
            N_("This offer ended on %(moment)s, and the seat went to the next in line. You can register again."),
            moment=offered_until,
        )
    if state != "offered":
        return no("not_offered", N_("No seat is offered to you now."))
    return YES


def offer_ends(*, hours: int, dates: Dates, now: datetime) -> datetime | None:
    """This will give until when a seat freed now is kept for the next in line; None when there is nothing to offer."""
    if dates.state != "published" or now >= dates.starts_at:
        return None
    return min(now + timedelta(hours=hours), dates.starts_at)


def free_seat(taken: Iterable[int], capacity: int) -> int | None:
    """This will give the lowest seat nobody holds, None when all are taken."""
    held = set(taken)
    return next((seat for seat in range(1, capacity + 1) if seat not in held), None)


def moves(taken: Iterable[int], capacity: int) -> dict[int, int]:
    """This will say which seats above a smaller capacity move to which free ones below it."""
    held = set(taken)
    free = (seat for seat in range(1, capacity + 1) if seat not in held)
    return dict(zip(sorted(seat for seat in held if seat > capacity), free, strict=False))


def may_check_in(dates: Dates, now: datetime) -> Answer:
    """This will say whether people are let in at this moment."""
    if dates.state != "published":
        return can_become(dates.state, "held")
    if now < dates.starts_at - DOORS_OPEN:
        return no("early", N_("The door opens on %(moment)s."), moment=dates.starts_at - DOORS_OPEN)
    return YES


def came_at(at: datetime, dates: Dates, now: datetime) -> datetime:
    """This will give when somebody came by a device whose clock may be wrong: within the door's hours, never later."""
    return min(max(at, dates.starts_at - DOORS_OPEN), now)


def may_ask(dates: Dates, waiting: int, now: datetime) -> Answer:
    """This will say whether a person with so many questions waiting may ask one more."""
    if not _is_live(dates, now):
        return no("over", OVER)
    if waiting >= MOST_QUESTIONS:
        return no("many", N_("Five of your questions are waiting: let others ask, or take one back."))
    return YES


def may_want(state: str, dates: Dates, now: datetime) -> Answer:
    """This will say whether a question can be supported now."""
    if state != "shown":
        return no("gone", N_("This question is not among the open ones any more."))
    return YES if _is_live(dates, now) else no("over", OVER)


def _is_live(dates: Dates, now: datetime) -> bool:
    return dates.state == "published" and now < dates.ends_at


def check_times(facts: Mapping[str, Any]) -> Answer:
    """This will say whether the times and seats of a forum can stand together."""
    if facts["starts_at"] >= facts["ends_at"]:
        return no("days", N_("The forum must begin before it ends."))
    if facts["registration_opens_at"] >= facts["registration_closes_at"]:
        return no("days", N_("Registration must open before it closes."))
    if facts["registration_closes_at"] > facts["ends_at"]:
        return no("days", N_("Registration must close before the forum ends."))
    if facts["capacity"] < 1:
        return no("capacity", N_("A forum has at least one seat."))
    return YES if facts["offer_hours"] >= 1 else no("offer_hours", N_("An offer lasts at least one hour."))


def can_be_published(*, title: Mapping[str, str], venue: Mapping[str, str], access: Mapping[str, str]) -> Answer:
    """This will say whether a draft says enough: a title, where it is, and how to get in."""
    if not title.get("kk") or not title.get("ru"):
        return no("title", N_("Write the title in Kazakh and in Russian."))
    if not venue:
        return no("venue", N_("Say where the forum is held."))
    if not access:
        return no("access", N_("Say how to get in: entrance, ramp, lift, stops nearby."))
    return YES


# ── codes, tickets, certificates ─────────────────────────────────────────────────────────────────────────────────


def read_ticket(text: str) -> Ticket | None:
    """This will read what was typed or scanned: six signs in any keyboard and case, or the address of a QR code."""
    scanned = _TICKET.search(text.strip())
    typed = scanned["code"] if scanned else text
    code = "".join(sign for sign in typed.translate(_TYPED).upper() if sign.isalnum())
    if len(code) != CODE_LENGTH or not set(code) <= set(SIGNS):
        return None
    return Ticket(code, scanned["forum"], scanned["sign"]) if scanned else Ticket(code)


def sign_of(key: str, code: str) -> str:
    """This will give the signature behind a code in the QR code of the forum that holds the key."""
    return hmac.new(key.encode(), f"ticket:{code}".encode(), hashlib.sha256).hexdigest()[:16]


def digest_of(salt: str, code: str) -> str:
    """This will give what an offline door keeps instead of the code: 64 hexadecimal digits."""
    return hashlib.sha256(f"{salt}:{code}".encode()).hexdigest()


def door_salt(key: str) -> str:
    """This will give the salt a door needs to compare digests; the key itself never leaves the server."""
    return hmac.new(key.encode(), b"door", hashlib.sha256).hexdigest()[:16]


def certificate_sign(key: str, position: int) -> str:
    """This will give six signs nobody can guess for the certificate of a registration."""
    octets = hmac.new(key.encode(), f"certificate:{position}".encode(), hashlib.sha256).digest()
    return "".join(SIGNS[octet % len(SIGNS)] for octet in octets[:CODE_LENGTH])


def same_name(printed: str, known: str) -> bool:
    """This will say whether two names are one, whatever the case of letters and the spaces between words."""
    return " ".join(printed.casefold().split()) == " ".join(known.casefold().split())
