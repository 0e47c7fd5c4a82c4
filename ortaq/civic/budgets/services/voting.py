"""Casting a ballot. Three rows that share nothing, in one transaction; no entry in the journal (docs/voting.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from ortaq.civic.budgets.models import BallotDraft, Call, Voter
from ortaq.civic.budgets.queries import voters
from ortaq.civic.budgets.rules import ballots as rules
from ortaq.civic.budgets.rules import calls as call_rules
from ortaq.civic.budgets.services._box import put_in_box, random_id
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

OLD_FORM = N_("This form is too old. Open the ballot again: your marks are kept.")


@dataclass(frozen=True, slots=True)
class Cast:
    """What the voter takes home. `again`: the same form was sent twice and counted once."""

    receipt: str
    again: bool = False


@transaction.atomic
def save_draft(
    *, call: Call, projects: Sequence[int], points: Sequence[int] = (), actor: Actor, now: datetime
) -> BallotDraft | None:
    """This will keep a voter's marks until she casts them, however unfinished.

    None for a guest, after the vote, and for whoever has voted: a late autosave leaves nothing behind her ballot.
    """
    open_now = call_rules.may_take_ballots(
        call.state, votes_from=call.votes_from, votes_until=call.votes_until, now=now
    )
    if actor.person_id is None or not open_now or voters.has_voted(call, actor):
        return None
    kept = {"projects": list(projects)[: 2 * call.limit], "points": list(points)[: 2 * call.limit], "saved_at": now}
    return BallotDraft.objects.update_or_create(call=call, person_id=actor.person_id, defaults=kept)[0]


def cast_ballot(
    *, call: Call, projects: Sequence[int], points: Sequence[int] = (), form_token: str, actor: Actor, now: datetime
) -> Cast:
    """This will count a ballot at this moment and give its receipt; the draft is erased with the same stroke.

    `projects` are ids (by rank for a ranking), `points` stand beside them. `form_token` is the random token of the
    form: sending the same form again gives the same receipt and counts once. Raises Refused for whoever has voted,
    online or on paper (code "voted"), marks that break the rules, a project that left the ballot, a vote that is not
    open, and a voter who has not shown a document. Five statements in the transaction.
    """
    if actor.person_id is None:
        raise Refused("sign_in", N_("Sign in to go on."))
    marks = rules.marks(call.ballot_kind, projects, points)
    require(rules.check_marks(call.ballot_kind, marks, limit=call.limit, total=call.points))
    if not form_token:
        raise Refused("form", OLD_FORM)
    key, voter_hash = voters.key(), voters.hash_of(call, actor)
    receipt = rules.receipt_of(key, call.code, form_token)
    digest = rules.form_digest(key, call.code, form_token)
    try:
        with transaction.atomic():
            _require_open(call, marks, now)
            Voter.objects.create(
                pk=random_id(), call_id=call.pk, voter_hash=voter_hash, way=rules.Way.ONLINE.value, form_digest=digest
            )
            put_in_box(call, marks, receipt)
            BallotDraft.objects.filter(call_id=call.pk, person_id=actor.person_id).delete()
    except (IntegrityError, Refused) as stopped:
        known = Voter.objects.filter(call_id=call.pk, voter_hash=voter_hash).values_list("way", "form_digest").first()
        if known is None and isinstance(stopped, IntegrityError):  # the token of somebody else's form
            raise Refused("form", OLD_FORM) from stopped
        if known is None:
            raise
        if known[1] == digest:
            return Cast(receipt, again=True)
        require(voters.may_vote_again(known[0]))
        raise
    return Cast(receipt)


def _require_open(call: Call, marks: rules.Marks, now: datetime) -> None:
    state, standing = voters.standing_of(call, marks.projects)
    require(call_rules.may_take_ballots(state, votes_from=call.votes_from, votes_until=call.votes_until, now=now))
    if standing != len(marks.projects):
        raise Refused(
            "left_ballot", N_("One of the projects you chose was withdrawn. Choose another one, the rest is kept.")
        )
