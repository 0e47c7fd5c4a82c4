"""Who hears what became of a remark, and who is reminded to answer: once each, in her language."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Remark
from ortaq.civic.plans.queries import answers as queries
from ortaq.civic.plans.services.telling._pages import page_of
from ortaq.core.journal.models import Entry
from ortaq.core.matters.localized import words
from ortaq.core.notices import services as notices
from ortaq.core.notices.rules import event_of
from ortaq.core.people.actor import Actor
from ortaq.core.ui.dates import write_day

AT_ONCE = 200
"""People told in one go: a task that tells ten thousand would outlive its lease."""


@transaction.atomic
def tell_about(*, entry: Entry, after: int = 0, actor: Actor, now: datetime) -> tuple[int, int]:
    """This will tell author and supporters of a remark its answer; gives (messages, the person to go on after).

    Who stands behind several remarks answered together is told once: the event is the answer, not the remark.
    """
    remark = Remark.objects.select_related("matter", "plan", "body").get(pk=entry.matter_id)
    if remark.state != Remark.State.SHOWN:
        return 0, 0
    people = list(queries.people_of(remark).filter(pk__gt=after)[:AT_ONCE])
    told = 0
    for person in people:
        own = person.pk == remark.author_id
        kept = notices.tell(
            person=person,
            event=f"remark_fate:{entry.data.get('answer') or entry.pk}",
            kind="remark_answered",
            matter=remark.matter,
            context=_of(remark, entry, person.language) | {"own": own},
            actor=actor,
            now=now,
        )
        told += kept is not None
    return told, people[-1].pk if len(people) == AT_ONCE else 0


def _of(remark: Remark, entry: Entry, language: str) -> dict[str, Any]:
    return {
        "title": remark.matter.title,
        "plan": words(remark.plan.title, language),
        "body": words(remark.body.name, language),
        "fate": entry.data["fate"],
        "reason": words(entry.data["reason"], language),
        "forwarded_to": words(entry.data["forwarded_to"], language),
        "why": entry.data.get("why", ""),
        "page": page_of(remark, language),
    }


@transaction.atomic
def tell_decision(*, entry: Entry, actor: Actor, now: datetime) -> int:
    """This will tell the author what a moderator decided about her remark, and give how many messages were written."""
    remark = Remark.objects.select_related("matter", "plan", "author").get(pk=entry.matter_id)
    person = remark.author
    if entry.person_id == person.pk:
        return 0
    page = page_of(remark, person.language)
    rejected = entry.act == acts.REMARK_REJECTED
    kept = notices.tell(
        person=person,
        event=event_of(entry.pk),
        kind="remark_judged",
        matter=remark.matter,
        context={
            "title": remark.matter.title,
            "plan": words(remark.plan.title, person.language),
            "rejected": rejected,
            "reason": entry.data.get("reason", ""),
            "page": page,
            "object": f"{settings.ORIGIN}/{person.language}/moderation/remark/{remark.pk}/",
        },
        actor=actor,
        now=now,
    )
    return int(kept is not None)


@transaction.atomic
def remind(*, actor: Actor, now: datetime) -> int:
    """This will remind the officers of each body whose answers are due within a week or late: once a plan and day."""
    told, today = 0, queries.today_of(now)
    for body, plan, due_on, remarks in queries.due_soon(now):
        for person in queries.officers_of(body, now=now):
            context = {
                "plan": words(plan.title, person.language),
                "body": words(body.name, person.language),
                "count": len(remarks),
                "late": due_on < today,
                "due_on": write_day(due_on, language=person.language),
                "desk": f"{settings.ORIGIN}/{person.language}/desk/remarks/?plan={plan.code}",
            }
            kept = notices.tell(
                person=person,
                event=f"remarks_due:{plan.pk}:{body.pk}:{due_on.isoformat()}",
                kind="remarks_due",
                matter=plan.matter,
                context=context,
                actor=actor,
                now=now,
            )
            told += kept is not None
    return told
