"""Residents look at what was built; what they find not in order is put right, or explained."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from ortaq.civic.works import acts
from ortaq.civic.works.models import Finding, Inspection, Work
from ortaq.civic.works.rules import acceptance as rules
from ortaq.civic.works.rules import rights
from ortaq.civic.works.services._held import held_work, tell, today
from ortaq.core.files import queries as file_queries
from ortaq.core.files import services as files
from ortaq.core.journal import services as journal
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require

TWICE = N_("You have gone through the check-list of this work already. If something breaks later, write an appeal.")
LONGEST_ANSWER = 500


@transaction.atomic
def inspect_work(
    *,
    work: Work,
    found: Mapping[str, tuple[str, str]],
    photos: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> Inspection:
    """This will keep what a resident found: item → (fine, defect or unseen; words), and photos stored before: item →
    upload token.

    Each defect becomes an appeal by a journey, with its photos. Raises Refused: not_done, sign_in, items, defect_words,
    nothing_seen, second (she has done it before).
    """
    held = held_work(work)
    require(rights.may_inspect(actor, held.stage))
    person = Person.objects.get(pk=actor.person_id or 0)
    require(rules.check_findings(held.kind, found))
    try:
        with transaction.atomic():
            made = Inspection.objects.create(work=held, person=person, made_at=now)
    except IntegrityError as error:
        raise Refused("second", TWICE) from error
    for item in rules.items_of(held.kind):
        state, note = found[item]
        _keep(made, item, state, note, (photos or {}).get(item, ""), actor=actor, now=now)
    defects = sum(state == rules.DEFECT for state, _ in found.values())
    # The journal of a work is public; who has looked at it is kept apart from it.
    tell(held, acts.INSPECTED, inspection=made.pk, defects=defects, actor=actor, now=now)
    return made


def _keep(made: Inspection, item: str, state: str, note: str, token: str, *, actor: Actor, now: datetime) -> None:
    """A defect keeps the token: its appeal takes the photos. Others hang on the work."""
    finding = Finding(inspection=made, item=item, state=state, note=note.strip())
    finding.photo = next(iter(file_queries.of_form(token)), None)
    if finding.photo is not None and state == rules.DEFECT:
        finding.upload_token = token
    elif finding.photo is not None:
        files.attach(token=token, matter=made.work.matter, actor=actor, now=now)
    finding.save()


@transaction.atomic
def note_appeal(*, finding: Finding, appeal: Matter, actor: Actor, now: datetime) -> Finding:
    """This will remember which appeal a defect became; a second time nothing changes."""
    kept = Finding.objects.select_for_update().get(pk=finding.pk)
    if kept.appeal_id is None:
        kept.appeal, kept.upload_token = appeal, ""
        kept.save(update_fields=["appeal", "upload_token"])
    return kept


@transaction.atomic
def settle_defect(*, finding: Finding, note: str, actor: Actor, now: datetime) -> Finding:
    """This will say in words for everyone what was done about a defect. Raises Refused: not_yours, no_note, second."""
    work = held_work(finding.inspection.work)
    require(rights.may_keep(actor, work.body_id))
    kept = Finding.objects.get(pk=finding.pk)
    if kept.state != Finding.State.DEFECT or kept.settled_on is not None:
        raise Refused("second", N_("A colleague has settled this already."))
    if not note.strip():
        raise Refused("no_note", N_("Write what was done or decided: everyone reads it."))
    kept.settled_on, kept.settled_note = today(now), note.strip()[:LONGEST_ANSWER]
    kept.save(update_fields=["settled_on", "settled_note"])
    journal.write(
        act=acts.DEFECT_SETTLED, matter=work.matter, data={"item": kept.item}, body=work.body, actor=actor, now=now
    )
    return kept
