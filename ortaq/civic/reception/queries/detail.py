"""One appeal with its whole story, cut to what the asker may see, in a fixed number of SQL statements."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from ortaq.civic.reception import rules
from ortaq.civic.reception.models import Answer, Appeal, Assignment, Extension, Fix
from ortaq.civic.reception.queries.complaints import complaint_draft
from ortaq.civic.reception.queries.routing import routing_record, why_here
from ortaq.core.deadlines.models import Clock
from ortaq.core.discussion import queries as discussion
from ortaq.core.discussion.models import Comment
from ortaq.core.files.models import StoredFile
from ortaq.core.journal import queries as journal
from ortaq.core.journal.models import Entry
from ortaq.core.matters.models import Matter
from ortaq.core.people import refusal
from ortaq.core.people.actor import Actor

__all__ = ["Story", "complaint_draft", "get", "holding_of", "is_filed", "routing_record", "story", "why_here"]


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the page of an appeal shows, in the order of time."""

    appeal: Appeal
    entries: list[Entry]
    assignments: list[Assignment]
    answers: list[Answer]
    clocks: list[Clock]
    extensions: list[Extension]
    fixes: list[Fix]
    files: list[StoredFile]
    comments: list[Comment]
    support_count: int
    supported: bool
    reads_all: bool
    """The applicant herself, an officer of a body that has it, an operator: `appeal.text` may be shown."""
    text: str
    """What this asker reads: the applicant's own words or the public text."""
    is_applicant: bool
    why: dict[int, dict[str, Any]] = field(default_factory=dict)
    """assignment id → why here."""
    may: dict[str, refusal.Answer] = field(default_factory=dict)
    """accept, reopen, rate: yes, or no with the reason."""

    @property
    def lead(self) -> Assignment | None:
        """The assignment that owes the answer now, else the one that gave it."""
        leads = [a for a in self.assignments if a.lead and a.state != Assignment.State.REDIRECTED]
        return next((a for a in reversed(leads) if a.state == Assignment.State.OPEN), leads[-1] if leads else None)

    @property
    def final_answer(self) -> Answer | None:
        """The newest answer given to the applicant; answers before a return stay in `answers`."""
        return next((answer for answer in reversed(self.answers) if answer.final), None)


def is_filed(form_token: str) -> bool:
    """This will say whether a form has made its appeal already: a second press is no second appeal."""
    return Appeal.objects.filter(form_token=form_token).exists()


def get(number: str, actor: Actor, access_code: str = "") -> Appeal | None:
    """This will give an appeal by its number if it is public, the actor's own, at her desk, or opened by the slip's
    code.

    None means "not found" and "not yours" alike. Two statements at most.
    """
    appeal = (
        Appeal.objects.select_related("matter", "topic", "lead", "district", "territory", "applicant")
        .filter(matter__number=number.strip())
        .first()
    )
    if appeal is None:
        return None
    if appeal.listed or rules.is_applicant(actor, holding_of(appeal), access_code):
        return appeal
    return appeal if _reads_all(appeal, actor, None) else None


def holding_of(appeal: Appeal) -> rules.Holding:
    """This will give what the applicant's rules need to know of an appeal."""
    answered_on = timezone.localtime(appeal.answered_at).date() if appeal.answered_at else None
    return rules.Holding(
        applicant_id=appeal.applicant_id,
        access_code=appeal.access_code,
        state=appeal.state,
        reopen_until=rules.reopen_until(answered_on) if answered_on else None,
    )


def _reads_all(appeal: Appeal, actor: Actor, bodies: frozenset[int] | None) -> bool:
    if not (actor.person_id or actor.system):
        return False
    if bodies is None:
        bodies = frozenset()
        if actor.body_ids:
            bodies = frozenset(appeal.assignments.filter(body__in=actor.body_ids).values_list("body_id", flat=True))
    return rules.may_read_text(actor, body_ids=bodies, applicant_id=appeal.applicant_id)


def may_see_files(actor: Actor, matter: Matter) -> bool:
    """This will tell whether the actor sees an appeal's private files: the applicant, its bodies, operators."""
    appeal = Appeal.objects.filter(matter=matter).first()
    return appeal is not None and _reads_all(appeal, actor, None)


def story(appeal: Appeal, actor: Actor, access_code: str = "", today: date | None = None) -> Story:
    """This will tell an appeal's whole story to this asker; without `today` the right to reopen leaves the window out.

    At most nine statements, whatever the length. A resident reads masked texts and public entries; the applicant, the
    bodies that have it and the operators read everything.
    """
    assignments = _assignments(appeal)
    holding = holding_of(appeal)
    own = rules.is_applicant(actor, holding, access_code)
    reads_all = own or _reads_all(appeal, actor, frozenset(a.body_id for a in assignments))
    answers = [a.answer for a in assignments if hasattr(a, "answer")]
    answers = sorted((a for a in answers if a.final or reads_all), key=lambda a: (a.given_at, a.pk))
    matter = appeal.matter
    reader = _reader(actor, own=own, appeal=appeal)
    return Story(
        appeal=appeal,
        entries=journal.entries(matter, reader),
        assignments=assignments,
        answers=answers,
        clocks=list(matter.clocks.select_related("rule_set", "calendar").order_by("id")),
        extensions=[a.extension for a in assignments if hasattr(a, "extension")],
        fixes=list(appeal.fixes.select_related("body", "evidence").order_by("said_at", "id")),
        files=_files(appeal, reads_all=reads_all),
        comments=discussion.thread(matter, actor),
        support_count=discussion.support_count(matter),
        supported=bool(actor.person_id) and discussion.supported_by(matter, actor),
        reads_all=reads_all,
        text=appeal.text if reads_all else appeal.public_text,
        is_applicant=own,
        why={a.id: why_here(a) for a in assignments},
        may={
            "accept": rules.may_accept(actor, holding, access_code),
            "rate": rules.may_rate(actor, holding, access_code),
            "reopen": rules.may_reopen(actor, holding, today=today or date.min, access_code=access_code),
        },
    )


def _reader(actor: Actor, *, own: bool, appeal: Appeal) -> Actor:
    """Who comes with the slip's code reads the journal as the applicant."""
    if own and actor.person_id is None and appeal.applicant_id is not None:
        return Actor(person_id=appeal.applicant_id, language=actor.language)
    return actor


def _assignments(appeal: Appeal) -> list[Assignment]:
    """All assignments with body, clock, answer and extension in one statement."""
    rows = (
        Assignment.objects.filter(appeal=appeal)
        .select_related("body", "body__parent", "clock", "came_from", "officer", "answer__signed_by", "extension")
        .order_by("assigned_at", "id")
    )
    found = list(rows)
    for row in found:
        row.appeal = appeal
    return found


def _files(appeal: Appeal, *, reads_all: bool) -> list[StoredFile]:
    """Photos everyone may see; with the applicant's rights also what is private or still being cleaned."""
    rows = appeal.matter.files.order_by("uploaded_at", "id")
    if reads_all:
        return list(rows.exclude(state=StoredFile.State.REFUSED))
    return list(rows.filter(visibility=StoredFile.Visibility.PUBLIC, state=StoredFile.State.READY))
