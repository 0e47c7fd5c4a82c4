"""What is built is told to everybody it came from: who said it, supported it, wrote under it, follows it or its vote.

Who voted is on no list (docs/voting.md): of the voters those hear who follow the vote.
"""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from ortaq.civic.plans.models import MeasureStep, PartCard
from ortaq.civic.works.models import Work
from ortaq.core.journal.models import Entry
from ortaq.core.matters import queries as matters
from ortaq.core.matters.localized import words
from ortaq.core.notices import services as notices
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.journeys import tying

BUILT: Final = Work.Stage.DONE


@transaction.atomic
def tell_about(*, entry: Entry, after: int = 0, actor: Actor, now: datetime) -> tuple[int, int]:
    """This will tell of a work that is done; gives (messages written, the person to go on after, 0 for none).

    Whoever stands behind a work in three ways hears of it once.
    """
    if entry.data.get("stage") != BUILT:
        return 0, 0
    work = Work.objects.select_related("matter", "body").get(matter=entry.matter_id)
    people = list(_behind(work, actor).filter(pk__gt=after).order_by("pk")[: tying.AT_ONCE])
    told = 0
    for person in people:
        kept = notices.tell(
            person=person,
            event=f"built:{work.matter_id}",
            kind="work_built",
            matter=work.matter,
            context=_of(work, person.language),
            actor=actor,
            now=now,
        )
        told += kept is not None
    return told, people[-1].pk if len(people) == tying.AT_ONCE else 0


@transaction.atomic
def tell_of_measure(*, entry: Entry, after: int = 0, actor: Actor, now: datetime) -> tuple[int, int]:
    """This will do `tell_about` for a measure that is done and that no work carries out: a work tells itself."""
    card = entry.matter
    if card.kind != "measure" or entry.data.get("state") != MeasureStep.State.DONE:
        return 0, 0
    if card.links_out.filter(result__kind="work").exists():
        return 0, 0
    people = list(
        tying.behind(matters.origins(card, actor).values()).filter(pk__gt=after).order_by("pk")[: tying.AT_ONCE]
    )
    body = PartCard.objects.select_related("plan__body").get(matter=card).plan.body
    told = 0
    for person in people:
        kept = notices.tell(
            person=person,
            event=f"built:{card.pk}",
            kind="work_built",
            matter=card,
            context=tying.told_of(card, person.language)
            | {"title": card.title, "body": words(body.name, person.language)},
            actor=actor,
            now=now,
        )
        told += kept is not None
    return told, people[-1].pk if len(people) == tying.AT_ONCE else 0


def _behind(work: Work, actor: Actor) -> QuerySet[Person]:
    origins = {pk: card for pk, card in matters.origins(work.matter, actor).items() if pk != work.matter_id}
    return tying.behind(origins.values(), followed=[work.matter_id])


def _of(work: Work, language: str) -> dict[str, Any]:
    number = work.matter.number
    return {
        "title": words(work.title, language),
        "body": words(work.body.name, language),
        "page": f"{settings.ORIGIN}/{language}/works/{number}/",
        "thread": f"{settings.ORIGIN}/{language}/thread/{number}/",
    }
