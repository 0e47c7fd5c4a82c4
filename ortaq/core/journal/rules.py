"""What an entry's digest is of. Plain Python: a stranger recomputes a chain with this page and SHA-256.

    digest = sha256(canonical JSON of {matter, seq, act, at, role, body, public, data, personal_digest, previous})
    personal_digest = sha256(salt + canonical JSON of {person, personal}), "" when there is neither

`matter` is the number, `at` UTC to the microsecond, `body` the body's code or "", `previous` the digest of entry
seq − 1 or "" for the first. Canonical JSON is that of `engines.proof`.
"""

import hashlib
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ortaq.core.people.actor import Actor
from ortaq.engines.proof import canonical


def digest_of(
    *,
    matter: str,
    seq: int,
    act: str,
    at: datetime,
    role: str,
    body: str,
    public: bool,
    data: dict[str, Any],
    personal_digest: str,
    previous: str,
) -> str:
    """This will give an entry's digest as 64 hexadecimal digits; raises NotCanonicalError for fractions in `data`."""
    return digest_of_written(
        matter=matter, seq=seq, act=act, at=at, role=role, body=body, public=public, data=canonical(data),
        personal_digest=personal_digest, previous=previous,
    )  # fmt: skip


def digest_of_written(
    *,
    matter: str,
    seq: int,
    act: str,
    at: datetime,
    role: str,
    body: str,
    public: bool,
    data: bytes,
    personal_digest: str,
    previous: str,
) -> str:
    """This will give what `digest_of` gives, for data in canonical JSON: the keys stand in the order of their names."""
    facts = (
        b'{"act":%b,"at":"%b","body":%b,"data":%b,"matter":%b,"personal_digest":%b,"previous":%b,"public":%b,'
        b'"role":%b,"seq":%d}'
    ) % (
        _known(act), moment(at).encode(), _known(body), data, _quoted(matter), _quoted(personal_digest),
        _quoted(previous), b"true" if public else b"false", _known(role), seq,
    )  # fmt: skip
    return hashlib.sha256(facts).hexdigest()


_PLAIN = re.compile(r"[0-9A-Za-z-]*")


def _quoted(text: str) -> bytes:
    """A text as canonical JSON; numbers and digests are written as they are."""
    return b'"%b"' % text.encode() if _PLAIN.fullmatch(text) else canonical(text)


_known = lru_cache(maxsize=1024)(_quoted)
"""Of acts, bodies and roles: there are few of them."""


def personal_digest_of(*, salt: str, person: int | None, personal: dict[str, Any] | None) -> str:
    """This will give the salted digest of the personal part, "" when there is nothing personal."""
    if person is None and personal is None:
        return ""
    return hashlib.sha256(salt.encode() + canonical({"person": person, "personal": personal})).hexdigest()


def moment(at: datetime) -> str:
    """This will write a moment as the digest takes it: "2026-11-22T03:00:00.000000+00:00"."""
    return _in_utc(at.astimezone(UTC))


@lru_cache(maxsize=1024)
def _in_utc(at: datetime) -> str:
    """Of a moment in UTC: elsewhere the hour a clock is put back has two moments that are equal to Python."""
    return at.isoformat(timespec="microseconds")


def acted_as(actor: Actor, *, body_id: int | None, own: bool) -> tuple[str, int | None, str]:
    """This will give (role, body id, body code) an actor acts in.

    In the named body, else as resident of her own matter, else in her first office.
    """
    if actor.system:
        return f"system:{actor.system}"[:20], body_id, ""
    office = actor.office_in(body_id) if body_id is not None else None
    if office is None and actor.offices and not own:
        office = actor.offices[0]
    if office is not None:
        return office.role.value, office.body_id, office.body
    return ("guest" if actor.person_id is None else "resident"), body_id, ""


def seal_of(*, previous: str, day: str, heads: "hashlib._Hash") -> str:
    """This will give a seal's digest over the seal before, the day and the hash of "number/seq digest" lines."""
    return hashlib.sha256(f"{previous}\n{day}\n{heads.hexdigest()}".encode()).hexdigest()
