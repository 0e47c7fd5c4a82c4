"""Who hears of a fate, and who is reminded to give one: once each, in her language."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from ortaq.civic.dialogue.models import Cluster, Idea, Statement
from ortaq.civic.dialogue.queries import fates as queries
from ortaq.core.journal.models import Entry
from ortaq.core.matters.localized import words
from ortaq.core.notices import services as notices
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.ui.dates import write_day

AT_ONCE = 200
"""People told in one go: a task that tells ten thousand would outlive its lease."""


@transaction.atomic
def tell_about(*, entry: Entry, after: int = 0, actor: Actor, now: datetime) -> tuple[int, int]:
    """This will tell who stands behind a contribution what became of it; gives (messages, the person to go on after).

    Who supports three parts of one cluster is told once: the event is the answer, not the contribution.
    """
    data = entry.data
    cluster = Cluster.objects.select_related("body", "process__matter").get(
        process__code=data["process"], number=data["cluster"]
    )
    author_id, title, people = _behind(cluster, entry, after)
    told = 0
    for person in people:
        kept = notices.tell(
            person=person,
            event=f"fate:{data['answer']}",
            kind="fate_told",
            matter=entry.matter,
            context=_of(cluster, person.language) | {"own": person.pk == author_id, "contribution": title},
            actor=actor,
            now=now,
        )
        told += kept is not None
    return told, people[-1].pk if len(people) == AT_ONCE else 0


def _behind(cluster: Cluster, entry: Entry, after: int) -> tuple[int | None, str, list[Person]]:
    """The author, the words and the next people behind a contribution."""
    number = entry.data.get("statement")
    if number is not None:
        said = Statement.objects.select_related("author").get(process=cluster.process, number=number)
        return said.author_id, said.public_text, [said.author] if said.author and said.author.pk > after else []
    idea = Idea.objects.select_related("matter").get(pk=entry.matter_id)
    return idea.author_id, idea.matter.title, list(queries.people_of(idea).filter(pk__gt=after)[:AT_ONCE])


def _of(cluster: Cluster, language: str) -> dict[str, Any]:
    process = cluster.process
    return {
        "title": words(cluster.title, language),
        "process": words(process.title, language),
        "body": words(cluster.body.name, language),
        "fate": cluster.fate,
        "reason": words(cluster.reason, language),
        "forwarded_to": words(cluster.forwarded_to, language),
        "page": f"{settings.ORIGIN}/{language}/dialogue/{process.code}/answers/{cluster.number}/",
    }


@transaction.atomic
def remind(*, actor: Actor, now: datetime) -> int:
    """This will remind the officers of each body whose answer is due within a week or late: once per cluster."""
    told = 0
    today = queries.today_of(now)
    for cluster in queries.due_soon(now):
        for person in queries.officers_of(cluster.body, now=now):
            context = _of(cluster, person.language) | {
                "late": cluster.due_on < today,
                "due_on": write_day(cluster.due_on, language=person.language),
                "desk": f"{settings.ORIGIN}/{person.language}/desk/dialogue/{cluster.process.code}"
                f"/answers/{cluster.number}/",
            }
            kept = notices.tell(
                person=person,
                event=f"fate_due:{cluster.pk}",
                kind="fate_due",
                matter=cluster.process.matter,
                context=context,
                actor=actor,
                now=now,
            )
            told += kept is not None
    return told
