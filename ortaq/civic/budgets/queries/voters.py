"""Who somebody is to a vote, without saying it: the keyed hash, and whether it stands on the list already."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q

from ortaq.civic.budgets.models import Call, Voter
from ortaq.civic.budgets.rules import ballots as rules
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, YES, Answer, Refused, no, require
from ortaq.core.people.rules import Rung, may_stand, rung_of


def key() -> bytes:
    """This will give the vote key of the installation."""
    return str(settings.VOTE_KEY).encode()


def hash_of(call: Call, actor: Actor) -> str:
    """This will give the hash an actor votes under; raises Refused while she stands too low. One statement."""
    return _hash(call, actor, _identity(actor))


def _identity(actor: Actor) -> tuple[Any, ...] | None:
    """What an actor may vote as: IIN, since when verified, phone, whether that is verified; None for a guest."""
    if actor.person_id is None:
        return None
    found = Person.objects.filter(pk=actor.person_id)
    return found.values_list("iin", "verified_at", "account__phone", "account__phone_verified").first()


def _hash(call: Call, actor: Actor, row: tuple[Any, ...] | None) -> str:
    if row is None:
        require(may_stand(Rung.GUEST, least=call.rung))
        raise LookupError("a call takes no guests")
    iin, verified_at, phone, phone_verified = row
    rung = rung_of(
        account=phone_verified is not None,
        phone_verified=bool(phone_verified),
        resident_verified=verified_at is not None,
    )
    require(may_stand(rung, least=call.rung))
    if call.rung == Rung.VERIFIED_RESIDENT:
        return hash_of_iin(call, str(iin))
    identity = f"phone:{phone}" if call.rung == Rung.PHONE_VERIFIED else f"person:{actor.person_id}"
    return rules.voter_hash(key(), call.code, identity)


def hash_of_iin(call: Call, iin: str) -> str:
    """This will give the hash of whoever shows this IIN, twelve digits."""
    return rules.voter_hash(key(), call.code, f"iin:{iin}")


def way_of(call: Call, voter_hash: str) -> str:
    """This will tell how somebody voted: "online", "paper" (or holds a form), "" for not yet."""
    found = Voter.objects.filter(call=call, voter_hash=voter_hash).values_list("way", flat=True).first()
    return found or ""


def has_voted(call: Call, actor: Actor) -> bool:
    """This will tell whether the actor stands on the list of voters. Two statements."""
    try:
        return bool(way_of(call, hash_of(call, actor)))
    except Refused:
        return False


def voted_in(calls: Sequence[Call], actor: Actor) -> set[int]:
    """This will give the ids of the calls on whose lists the actor stands. Two statements, however many calls."""
    known, wanted = _identity(actor), Q(pk__in=[])
    for call in calls:
        with suppress(Refused, LookupError):
            wanted |= Q(call=call, voter_hash=_hash(call, actor, known))
    return set(Voter.objects.filter(wanted).values_list("call_id", flat=True))


def may_vote_again(way: str) -> Answer:
    """This will say why somebody on the list cannot vote a second time."""
    if way == rules.Way.PAPER:
        return no("voted", N_("You were handed a paper form for this vote: your vote is the one on paper."))
    if way == rules.Way.ONLINE:
        return no("voted", N_("You have voted in this vote already. A ballot cannot be changed or taken back."))
    return YES


def standing_of(call: Call, projects: Sequence[int] = ()) -> tuple[str, int]:
    """This will give the call's state as it is now, and how many of these projects stand on its ballot.

    Inside the caller's transaction: PostgreSQL holds the call in share mode, so that `close_voting` waits for the
    ballots on their way in and none slips in behind it; on SQLite the transaction holds everything. One statement.
    """
    places = ", ".join(["%s"] * len(projects)) or "NULL"
    hold = "FOR KEY SHARE OF call" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT call.state, (SELECT count(*) FROM budgets_project project WHERE project.call_id = call.matter_id"  # noqa: S608, only marks of places are put in
            f" AND project.state = 'on_ballot' AND project.matter_id IN ({places}))"
            f" FROM budgets_call call WHERE call.matter_id = %s {hold}",
            [*projects, call.pk],
        )
        state, standing = cursor.fetchone()
    return str(state), int(standing)
