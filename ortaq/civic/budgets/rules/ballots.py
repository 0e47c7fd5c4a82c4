"""What a ballot may say, whose it is without saying so, and what its receipt is. Plain Python.

    voter_hash  = HMAC-SHA256(key, "voter" | call | "iin:" + IIN)       who has voted, unreadable without the key
    receipt     = first 80 bits of HMAC-SHA256(key, "receipt" | call | form token), in 16 signs, and 4 signs of check
    listed      = SHA-256("ortaq-receipt" | call | receipt)             what the published list shows

The voter's hash, the ballot and the receipt are three rows that share nothing: no key, no time, no order.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which look alike on paper; 32 of them, five bits each."""
CODE: Final = 16
CHECK: Final = 4
FORM_CODE: Final = 10


class BallotKind(StrEnum):
    """How residents mark their ballots."""

    APPROVAL = "approval"
    RANKING = "ranking"
    POINTS = "points"


class Way(StrEnum):
    """How somebody voted."""

    ONLINE = "online"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a ballot says: ids of projects (by rank for a ranking, else in ascending order), and points beside them."""

    projects: tuple[int, ...]
    points: tuple[int, ...] = ()


def marks(kind: str, projects: Sequence[int], points: Sequence[int] = ()) -> Marks:
    """This will bring marks into the one form a kind of ballot has; the order of a ranking stays."""
    if kind == BallotKind.RANKING:
        return Marks(tuple(projects))
    if kind == BallotKind.POINTS and len(points) == len(projects):
        pairs = sorted(zip(projects, points, strict=True))
        return Marks(tuple(project for project, _ in pairs), tuple(given for _, given in pairs))
    return Marks(tuple(sorted(projects)), tuple(points) if kind == BallotKind.POINTS else ())


def check_marks(kind: str, given: Marks, *, limit: int, total: int) -> Answer:
    """This will take a ballot with one to `limit` different projects; points are whole, positive, `total` at most."""
    count = len(given.projects)
    if not count:
        return no("empty", N_("Choose at least one project."))
    if len(set(given.projects)) != count:
        return no("twice", N_("The same project is chosen twice."))
    if count > limit:
        return no(
            "above_limit", N_("You have chosen %(count)s projects; at most %(limit)s are possible. Take some away."),
            count=count, limit=limit,
        )  # fmt: skip
    if kind != BallotKind.POINTS:
        return YES
    if len(given.points) != count or any(points < 1 for points in given.points):
        return no("points", N_("Give every chosen project at least one point."))
    if sum(given.points) > total:
        return no(
            "points", N_("You have given %(sum)s points; there are %(total)s."), sum=sum(given.points), total=total
        )  # fmt: skip
    return YES


def voter_hash(key: bytes, call: str, identity: str) -> str:
    """This will give the 64 signs under which somebody stands on a call's list of voters; `identity` is "iin:…"."""
    return hmac.new(key, f"voter|{call}|{identity}".encode(), hashlib.sha256).hexdigest()


def form_digest(key: bytes, call: str, token: str) -> str:
    """This will give what is kept of an online form's token: enough to know the same form again."""
    return hmac.new(key, f"form|{call}|{token}".encode(), hashlib.sha256).hexdigest()


def receipt_of(key: bytes, call: str, token: str) -> str:
    """This will give the receipt of a form, "ABCD-EFGH-JKLM-NPQR-STUV": the last four signs prove that we made it."""
    raw = hmac.new(key, f"receipt|{call}|{token}".encode(), hashlib.sha256).digest()
    return written(_signs(raw, CODE) + _check(key, call, _signs(raw, CODE)))


def is_ours(key: bytes, call: str, receipt: str) -> bool:
    """This will tell whether a receipt was given out by this call: a code made up by somebody is not."""
    plain = plain_code(receipt)
    return len(plain) == CODE + CHECK and hmac.compare_digest(_check(key, call, plain[:CODE]), plain[CODE:])


def listed(call: str, receipt: str) -> str:
    """This will give the line of the published list for a receipt: anyone computes it with SHA-256."""
    return hashlib.sha256(f"ortaq-receipt|{call}|{plain_code(receipt)}".encode()).hexdigest()


def plain_code(text: str) -> str:
    """This will give a code as it was made, however it was typed: no spaces, no hyphens, capital letters."""
    return "".join(sign for sign in text.upper() if sign in SIGNS)


def written(code: str) -> str:
    """This will write a code in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def code_from(raw: bytes, length: int = FORM_CODE) -> str:
    """This will make a code of `length` signs from random bytes."""
    return _signs(raw, length)


def _signs(raw: bytes, length: int) -> str:
    number = int.from_bytes(raw, "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in range(length))


def _check(key: bytes, call: str, code: str) -> str:
    return _signs(hmac.new(key, f"ours|{call}|{code}".encode(), hashlib.sha256).digest(), CHECK)
