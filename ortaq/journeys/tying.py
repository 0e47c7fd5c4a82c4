"""Cards are tied to what came of them: linked, written into both journals, and whoever stands behind them hears of it.

What may come of what, and who may say so, each journey decides for itself before it calls here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation

from ortaq.civic.dialogue.models import Statement
from ortaq.core.discussion.models import Comment
from ortaq.core.journal import acts
from ortaq.core.journal import services as journal
from ortaq.core.journal.models import Entry
from ortaq.core.matters import addresses, queries
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Link, Matter
from ortaq.core.notices import services as notices
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory.models import Body

WORDS: Final = ("appeal", "idea", "remark", "application")
"""Kinds of cards residents open by what they say."""
TALKS: Final = ("process", "forum", "budget_call", "contest")
"""Kinds of cards thousands take part in: of these those hear who follow them."""
MOST: Final = 500
"""Cards in one go."""
AT_ONCE: Final = 200
"""People told in one go: a task that tells ten thousand would outlive its lease."""
TOO_MANY: Final = N_("At most %(most)s numbers go in one form. Send the others in a second one.")


@transaction.atomic
def tie(*, origins: Sequence[Matter], result: Matter, body: Body, actor: Actor, now: datetime) -> int:
    """This will say what cards became, in the name of a body, and give how many were tied now; a second time none.

    `facts` go into the journal of each card. All or nothing. Raises Refused: circle, link_to_itself, too_many.
    """
    if len(origins) > MOST:
        raise Refused("too_many", TOO_MANY, most=MOST)
    known = set(Link.objects.filter(origin__in=origins, result=result).values_list("origin", flat=True))
    fresh = {card.pk: card for card in origins if card.pk not in known}
    for card in fresh.values():
        matters.link(origin=card, result=result, actor=actor, now=now)
        note(card=card, result=result, body=body, actor=actor, now=now)
    words = sum(card.kind in WORDS for card in fresh.values())
    if words or (fresh and result.kind == "work"):
        told = {"words": words, "kind": result.kind}
        journal.write(act=acts.GATHERED, matter=result, data=told, body=body, actor=actor, now=now)
    return len(fresh)


@transaction.atomic
def note(*, card: Matter, result: Matter, body: Body, actor: Actor, now: datetime, **facts: Any) -> None:
    """This will write into the journal of a card what it became; from there its people hear of it."""
    matters.move(matter=card, actor=actor, now=now)
    told = {"number": result.number, "kind": result.kind, **facts}
    journal.write(act=acts.BECAME, matter=card, data=told, body=body, actor=actor, now=now)


@transaction.atomic
def tell_about(*, entry: Entry, after: int = 0, actor: Actor, now: datetime) -> tuple[int, int]:
    """This will tell the people behind a card what it became; gives (messages written, the person to go on after).

    Whoever stands behind several cards that became the same hears of it once.
    """
    result = Matter.objects.get(number=entry.data["number"])
    people = list(_people(entry, actor).filter(pk__gt=after).order_by("pk")[:AT_ONCE])
    told = 0
    for person in people:
        kept = notices.tell(
            person=person,
            event=f"became:{result.pk}",
            kind="became",
            matter=entry.matter,
            context=_of(entry, result, person.language),
            actor=actor,
            now=now,
        )
        told += kept is not None
    return told, people[-1].pk if len(people) == AT_ONCE else 0


def _people(entry: Entry, actor: Actor) -> QuerySet[Person]:
    """Who is told: the people of the card; of a measure those behind its need; of a dialogue who said the answered."""
    if entry.matter.kind == "measure":
        return behind(queries.origins(entry.matter, actor).values())
    if cluster := entry.data.get("cluster"):
        return Person.objects.filter(pk__in=_authors({(entry.matter_id, cluster)}))
    return behind([entry.matter])


def behind(cards: Iterable[Matter], followed: Sequence[int] = ()) -> QuerySet[Person]:
    """This will give who said what stands on cards, supports it, wrote under it or follows it, or the `followed`.

    Of `TALKS` those who follow them, and of a dialogue whose statements were answered with what went on from it: not
    everybody who ever spoke there.
    """
    kinds = {card.pk: card.kind for card in cards}
    words = [pk for pk, kind in kinds.items() if kind not in TALKS]
    wrote = Comment.objects.filter(matter__in=words, state=Comment.State.SHOWN).values("author")
    handed = Entry.objects.filter(matter__in=set(kinds) - set(words), act=acts.BECAME, data__has_key="cluster")
    clusters = {(pk, data["cluster"]) for pk, data in handed.values_list("matter", "data")}
    return Person.objects.filter(
        Q(matters__in=words) | Q(supports__matter__in=words) | Q(follows__matter__in=[*kinds, *followed])
        | Q(pk__in=wrote) | Q(pk__in=_authors(clusters))
    ).distinct()  # fmt: skip


def _authors(clusters: set[tuple[int, int]]) -> "QuerySet[Statement, Any]":
    """Who wrote the statements shown in clusters: (process, number)."""
    answered = Q(pk__in=[])
    for process, number in clusters:
        answered |= Q(membership__cluster__process=process, membership__cluster__number=number)
    return Statement.objects.filter(answered, author__isnull=False, state=Statement.State.SHOWN).values("author")


def _of(entry: Entry, result: Matter, language: str) -> dict[str, Any]:
    thread = f"{settings.ORIGIN}/{language}/thread/{entry.matter.number}/"
    return told_of(result, language) | {"result": result, "thread": thread}


def told_of(card: Matter, language: str) -> dict[str, str]:
    """This will give the addresses of a card's page ("" for none) and of its story, for a message."""
    with translation.override(language):
        page = addresses.of([card]).get(card.pk, "")
    story = f"{settings.ORIGIN}/{language}/thread/{card.number}/"
    return {"page": f"{settings.ORIGIN}{page}" if page else story, "thread": story}
