"""What an entry's digest is of. Plain Python: a stranger recomputes a chain with this page and SHA-256.

    digest = sha256(canonical JSON of {matter, seq, act, at, role, body, public, data, personal_digest, previous})
    personal_digest = sha256(salt + canonical JSON of {person, personal}), "" when there is neither

`matter` is the number, `at` UTC to the microsecond, `body` the body's code or "", `previous` the digest of entry
seq − 1 or "" for the first. Canonical JSON is that of `engines.proof`.
"""

import hashlib
from datetime import UTC, datetime
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
    facts = {
        "matter": matter,
        "seq": seq,
        "act": act,
        "at": moment(at),
        "role": role,
        "body": body,
        "public": public,
        "data": data,
        "personal_digest": personal_digest,
        "previous": previous,
    }
    return hashlib.sha256(canonical(facts)).hexdigest()


def personal_digest_of(*, salt: str, person: int | None, personal: dict[str, Any] | None) -> str:
    """This will give the salted digest of the personal part, "" when there is nothing personal."""
    if person is None and personal is None:
        return ""
    return hashlib.sha256(salt.encode() + canonical({"person": person, "personal": personal})).hexdigest()


def moment(at: datetime) -> str:
    """This will write a moment as the digest takes it: "2026-11-22T03:00:00.000000+00:00"."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


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
