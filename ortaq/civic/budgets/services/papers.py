"""Paper forms: printed in batches, handed out against a document, keyed twice by two people."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from ortaq.civic.budgets import acts
from ortaq.civic.budgets.models import Call, PaperBatch, PaperForm, PaperKey, Project, Voter
from ortaq.civic.budgets.queries import papers, voters
from ortaq.civic.budgets.rules import ballots
from ortaq.civic.budgets.rules import calls as call_rules
from ortaq.civic.budgets.rules import papers as rules
from ortaq.civic.budgets.services._box import put_in_box, random_id
from ortaq.civic.budgets.services._held import locked_call
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.people.rules import may_have_iin, normal_iin
from ortaq.core.territory.models import Body


@transaction.atomic
def print_batch(*, call: Call, office: Body, size: int, actor: Actor, now: datetime) -> PaperBatch:
    """This will make a batch of numbered forms for a front office; `papers.batch_pdf` prints them."""
    held = locked_call(call)
    require(call_rules.may_take_paper(actor, bodies=papers.offices(held)))
    require(rules.check_size(size))
    if not held.paper:
        raise Refused("no_paper", N_("This vote is held online only."))
    if held.state != Call.State.VOTING.value:
        raise Refused("stage", N_("Forms are printed once the ballot is drawn up and until the vote is closed."))
    number = (held.batches.aggregate(last=Max("number"))["last"] or 0) + 1
    batch = PaperBatch.objects.create(call=held, number=number, office=office, size=size, printed_at=now)
    PaperForm.objects.bulk_create(
        [
            PaperForm(batch=batch, number=place, code=ballots.code_from(secrets.token_bytes(8)))
            for place in range(1, size + 1)
        ]
    )
    data = {"batch": number, "size": size, "office": office.code}
    journal.write(act=acts.FORMS_PRINTED, matter=held.matter, data=data, body=held.body, actor=actor, now=now)
    return batch


def hand_out_form(*, call: Call, iin: str, office: Body, actor: Actor, now: datetime) -> Voter:
    """This will put whoever shows a document on the list of voters; then the clerk hands her any form of the stack.

    From this moment she cannot vote online. Which form she gets is noted nowhere. Raises Refused (code "voted") when
    she has voted online or holds a form already.
    """
    require(call_rules.may_take_paper(actor, bodies=papers.offices(call)))
    if not call.paper:
        raise Refused("no_paper", N_("This vote is held online only."))
    if not iin.strip():
        raise Refused("iin", N_("Write the IIN as it stands in the document."))
    require(may_have_iin(iin))
    voter_hash = voters.hash_of_iin(call, normal_iin(iin))
    try:
        with transaction.atomic():
            state, _ = voters.standing_of(call)
            require(
                call_rules.may_take_ballots(state, votes_from=call.votes_from, votes_until=call.votes_until, now=now)
            )
            return Voter.objects.create(
                pk=random_id(), call_id=call.pk, voter_hash=voter_hash, way=ballots.Way.PAPER.value,
                office=office,
            )  # fmt: skip
    except IntegrityError:
        require(papers.may_hand_out(voters.way_of(call, voter_hash)))
        raise


@transaction.atomic
def spoil_form(*, form: PaperForm, actor: Actor, now: datetime) -> PaperForm:
    """This will take a form out that was given back, torn or never used; whoever held it may get another one."""
    held = _locked(form)
    require(call_rules.may_take_paper(actor, bodies=papers.offices(held.batch.call)))
    require(rules.may_spoil(held.state))
    held.state = PaperForm.State.SPOILED.value
    held.save(update_fields=["state"])
    return held


def _locked(form: PaperForm) -> PaperForm:
    return (
        PaperForm.objects.select_for_update(of=("self",)).select_related("batch__call", "batch__office").get(pk=form.pk)
    )


@transaction.atomic
def key_form(
    *,
    form: PaperForm,
    numbers: Sequence[int] = (),
    points: Sequence[int] = (),
    valid: bool = True,
    actor: Actor,
    now: datetime,
) -> PaperForm:
    """This will note what one person reads on a form: the projects' numbers on the ballot, or that it is invalid.

    Two people who do not see each other's keys must agree; if they differ, a third one with the paper in hand decides.
    The ballot goes into the box at that moment. Raises Refused for a number nobody has, for more marks than allowed
    (such a form is invalid), for the same hand twice, for a form that was counted.
    """
    if actor.person_id is None:
        raise Refused("not_yours", N_("Only the front offices of this vote handle its paper forms."))
    held = _locked(form)
    call = held.batch.call
    require(call_rules.may_take_paper(actor, bodies=papers.offices(call)))
    require(rules.may_key(held.state, call_state=voters.standing_of(call)[0]))
    before = list(PaperKey.objects.filter(form=held).order_by("turn"))
    require(rules.may_key_again(operator_id=actor.person_id, before=frozenset(key.operator_id for key in before)))
    marks = _read(call, numbers, points) if valid else ballots.Marks(())
    try:
        with transaction.atomic():
            key = PaperKey.objects.create(
                form=held, turn=len(before) + 1, valid=valid, projects=list(marks.projects),
                points=list(marks.points), operator_id=actor.person_id, keyed_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("second", N_("Somebody keyed this form a moment ago. Take the next one.")) from error
    held.state = _state_after([*before, key])
    held.save(update_fields=["state"])
    if held.state == PaperForm.State.COUNTED.value:
        put_in_box(call, marks, papers.receipt_of(held))
    return held


def _state_after(keys: Sequence[PaperKey]) -> str:
    """One key waits for the other; two that agree or the third settle it."""
    if len(keys) == 1:
        return PaperForm.State.KEYED.value
    said = [(key.valid, key.projects, key.points) for key in keys]
    if len(keys) == 2 and said[0] != said[1]:  # noqa: PLR2004, two people
        return PaperForm.State.DIFFERS.value
    return PaperForm.State.COUNTED.value if keys[-1].valid else PaperForm.State.INVALID.value


def _read(call: Call, numbers: Sequence[int], points: Sequence[int]) -> ballots.Marks:
    """Turn the numbers on the paper into projects; one withdrawn after the printing keeps its place and votes."""
    known = dict(Project.objects.filter(call=call, ballot_number__in=numbers).values_list("ballot_number", "pk"))
    if missing := [number for number in numbers if number not in known]:
        raise Refused(
            "no_number", N_("No project has the number %(number)s. Look at the paper again."), number=missing[0]
        )
    marks = ballots.marks(call.ballot_kind, [known[number] for number in numbers], points)
    require(ballots.check_marks(call.ballot_kind, marks, limit=call.limit, total=call.points))
    return marks
