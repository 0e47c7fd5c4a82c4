"""The law's answer, once per duty, and the world's: "fixed", with its evidence."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from ortaq.civic.reception import acts, rules
from ortaq.civic.reception.models import Answer, Appeal, Assignment, Draft, Fix
from ortaq.civic.reception.queries.inbox import duty_of
from ortaq.civic.reception.rules.reading import mask
from ortaq.civic.reception.services._duties import (
    close,
    local_day,
    locked,
    office_of,
    second,
    show_stage,
)
from ortaq.core.files import services as files
from ortaq.core.files.models import StoredFile
from ortaq.core.journal import services as journal
from ortaq.core.matters.localized import words
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.engines import language as languages

LEAST_CHECKED = 60
"""Signs: the language of a shorter answer is not guessed."""
LANGUAGE_NAMES = {
    "kk": {"kk": "қазақ", "ru": "казахском", "en": "Kazakh"},
    "ru": {"kk": "орыс", "ru": "русском", "en": "Russian"},
    "en": {"kk": "ағылшын", "ru": "английском", "en": "English"},
}
"""As they stand in the sentence of the refusal."""
COURT = {"kk": "сот", "ru": "суд", "en": "the court"}


def answer_appeal(
    *,
    assignment: Assignment,
    text: str,
    outcome: str,
    language: str | None = None,
    actor: Actor,
    now: datetime,
) -> Answer:
    """This will give a body's answer: of a part to the body that leads, of the whole to the applicant.

    The answer is in the appeal's language unless `language` says otherwise; it names the right to complain. Raises
    Refused:
    "second" when a colleague was faster (the text stays as a draft), "answer_language", "parts_open" and others of
    `rules`.
    """
    try:
        return _answer(assignment, text, outcome, language, actor=actor, now=now)
    except Refused:
        if text.strip() and actor.person_id is not None:
            save_draft(assignment=assignment, text=text, actor=actor, now=now)
        raise


@transaction.atomic
def _answer(
    assignment: Assignment, text: str, outcome: str, language: str | None, *, actor: Actor, now: datetime
) -> Answer:
    appeal = locked(assignment.appeal)
    row = Assignment.objects.select_related("body__parent", "clock").get(pk=assignment.pk)
    owed = duty_of(row, appeal)
    may = rules.may_answer(actor, owed)
    if may.code == "second":
        raise second(row)
    require(may)
    require(rules.check_answer(text))
    if outcome not in Answer.Outcome.values:
        raise Refused("outcome", N_("Say how it ended: granted, partly granted, refused or explained."))
    code = _language(text, language, appeal)
    parts = [duty_of(other, appeal) for other in appeal.assignments.exclude(pk=row.pk).filter(lead=False)]
    require(rules.may_consolidate(owed, parts, local_day(now)))
    if row.lead:
        higher = words(row.body.parent.name, code) if row.body.parent else COURT[code]
        text = rules.with_right_to_complain(text, code, higher)
    told_late = row.late
    close(row, state=Assignment.State.ANSWERED.value, actor=actor, now=now)
    if row.lead and row.late and not told_late:  # faster than the sweep, but after the due day all the same
        Appeal.objects.filter(pk=appeal.pk).update(overdue_count=F("overdue_count") + 1)
    answer = Answer.objects.create(
        appeal=appeal,
        assignment=row,
        outcome=outcome,
        text=text.strip(),
        public_text=mask(text.strip())[0],
        language=code,
        final=row.lead,
        signed_by=office_of(actor, row.body_id, local_day(now)),
        given_at=now,
    )
    Draft.objects.filter(assignment=row, person=actor.person_id).delete()
    _tell(appeal, row, answer, parts, actor=actor, now=now)
    assignment.state, assignment.closed_at = row.state, row.closed_at
    return answer


def _tell(
    appeal: Appeal, row: Assignment, answer: Answer, parts: list[rules.Duty], *, actor: Actor, now: datetime
) -> None:
    """Move the appeal where the lead answered it, and write down what happened."""
    data = {
        "assignment": row.pk,
        "body": row.body.code,
        "outcome": answer.outcome,
        "days": row.days,
        "late": row.late,
    }
    if not row.lead:
        journal.write(act=acts.PART_ANSWERED, matter=appeal.matter, data=data, body=row.body, actor=actor, now=now)
        return
    if any(part.state == Assignment.State.OPEN for part in parts):
        waiting = appeal.assignments.filter(lead=False, state=Assignment.State.OPEN).order_by("id")
        data["silent"] = list(waiting.values_list("body__code", flat=True))
    require(rules.can_become(appeal.state, Appeal.State.ANSWERED.value))
    appeal.state = Appeal.State.ANSWERED.value
    appeal.answered_at = now
    fixed = appeal.repair == Appeal.Repair.FIXED
    appeal.save(update_fields=["state", "answered_at"])
    if fixed and not row.fixed:
        Assignment.objects.filter(pk=row.pk).update(fixed=True)
    journal.write(act=acts.ANSWERED, matter=appeal.matter, data=data, body=row.body, actor=actor, now=now)
    show_stage(appeal, actor=actor, now=now)


def _language(text: str, stated: str | None, appeal: Appeal) -> str:
    """The answer speaks the appeal's language; whoever means another one says so."""
    own = appeal.matter.language
    if stated is not None:
        return stated if stated in COURT else own
    if len(text) >= LEAST_CHECKED:
        found = languages.detect(text)
        if found != own:
            raise Refused(
                "answer_language",
                N_("The appeal is in %(asked)s and your answer seems to be in %(given)s. Answer in the applicant's "
                   "language, or say that she asked for another one."),
                asked=LANGUAGE_NAMES[own],
                given=LANGUAGE_NAMES[found],
            )  # fmt: skip
    return own


@transaction.atomic
def take(*, assignment: Assignment, officer: Person, actor: Actor, now: datetime) -> Assignment:
    """This will put an assignment into an officer's hands: her own, or a colleague's in the same body."""
    appeal = locked(assignment.appeal)
    row = Assignment.objects.select_related("body").get(pk=assignment.pk)
    may = rules.may_take(actor, duty_of(row, appeal))
    if may.code == "second":
        raise second(row)
    require(may)
    if office_of(Actor(person_id=officer.pk), row.body_id, local_day(now)) is None:
        raise Refused("not_colleague", N_("This person does not work in the body."))
    if row.officer_id != officer.pk:
        row.officer = officer
        row.save(update_fields=["officer"])
        journal.write(
            act=acts.TAKEN,
            matter=appeal.matter,
            data={"assignment": row.pk, "body": row.body.code},
            personal={"officer": officer.pk},
            public=False,
            body=row.body,
            actor=actor,
            now=now,
        )
    assignment.officer = officer
    return row


@transaction.atomic
def save_draft(*, assignment: Assignment, text: str, actor: Actor, now: datetime) -> Draft | None:
    """This will keep an officer's unsent words, one draft per assignment and person; an empty text throws it away."""
    if actor.person_id is None or not any(actor.serves(assignment.body_id, role) for role in rules.DESK):
        raise Refused("not_yours", N_("This appeal is with another body: only its officers can do this."))
    text = rules.clean(text)
    if not text.strip():
        Draft.objects.filter(assignment=assignment, person=actor.person_id).delete()
        return None
    draft, _ = Draft.objects.update_or_create(
        assignment=assignment, person_id=actor.person_id, defaults={"text": text, "saved_at": now}
    )
    return draft


@transaction.atomic
def mark_fixed(
    *,
    appeal: Appeal,
    note: str,
    upload_token: str = "",
    done_on: date,
    actor: Actor,
    now: datetime,
) -> Fix:
    """This will say that the world changed: a note, the day, and the after-photo where the topic asks for one.

    Independent of the answer; said again in the same words it is the same. Raises Refused without the evidence, for a
    day in the future or before the appeal.
    """
    held = locked(appeal)
    if (said := _said_already(held, note, done_on, actor, photo=bool(upload_token))) is not None:
        return said
    rows = list(held.assignments.select_related("body").order_by("-id"))
    attached = files.attach(token=upload_token, matter=held.matter, actor=actor, now=now) if upload_token else []
    photo = next((file for file in attached if file.purpose in {"after_photo", "photo"}), None)
    require(
        rules.may_fix(
            actor,
            frozenset(row.body_id for row in rows),
            received_on=local_day(held.received_at),
            done_on=done_on,
            today=local_day(now),
            needs_photo=held.topic.evidence == "after_photo",
            has_photo=photo is not None,
        )
    )
    body = next(row.body for row in rows if actor.serves(row.body_id, *rules.SIGNERS))
    fix = Fix.objects.create(
        appeal=held,
        body=body,
        note=note.strip(),
        public_note=mask(note.strip())[0],
        evidence=_as_evidence(photo),
        done_on=done_on,
        said_at=now,
    )
    held.repair, held.fixed_at = Appeal.Repair.FIXED.value, now
    held.save(update_fields=["repair", "fixed_at"])
    _count_fixed(rows)
    journal.write(
        act=acts.FIXED,
        matter=held.matter,
        data={"body": body.code, "done_on": done_on.isoformat(), "photo": photo is not None},
        body=body,
        actor=actor,
        now=now,
    )
    show_stage(held, actor=actor, now=now)
    appeal.repair, appeal.fixed_at = held.repair, held.fixed_at
    return fix


def _said_already(appeal: Appeal, note: str, done_on: date, actor: Actor, *, photo: bool) -> Fix | None:
    """What one of the actor's bodies has said word for word, while it still stands: a button pressed twice."""
    if appeal.repair != Appeal.Repair.FIXED or appeal.fixed_at is None:
        return None
    last = appeal.fixes.filter(body__in=actor.body_ids, said_at=appeal.fixed_at, evidence__isnull=not photo)
    return last.filter(note=note.strip(), done_on=done_on).first()


def _count_fixed(newest_first: list[Assignment]) -> None:
    """What is fixed counts for the body that leads; one that sent the appeal on leads no more."""
    leads = (row for row in newest_first if row.lead and row.state != Assignment.State.REDIRECTED)
    if (lead := next(leads, None)) is not None:
        Assignment.objects.filter(pk=lead.pk).update(fixed=True)


def _as_evidence(photo: StoredFile | None) -> StoredFile | None:
    """Whatever field it was uploaded in, a photo given for "fixed" is the after-photo and public once it is cleaned."""
    if photo is not None and photo.purpose != "after_photo":
        photo.purpose = "after_photo"
        photo.save(update_fields=["purpose"])
    return photo
