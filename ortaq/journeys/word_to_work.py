"""What residents said becomes a public work, told by the official who keeps it: several words at once, of any kind.

Which words are ready each kind says for itself: `appeal_to_work`, `idea_to_work`, and needs of villages
(`need_to_measure`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from ortaq.civic.works import services
from ortaq.civic.works.models import Work
from ortaq.civic.works.queries import works
from ortaq.civic.works.rules import rights, stages
from ortaq.core.matters import queries as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body
from ortaq.journeys import appeal_to_work, idea_to_work, tying

NEAR: Final = 1_000
"""Metres within which a work may be what somebody asked for."""
NO_WORD: Final = N_("No. %(number)s is no appeal, no idea and no application: it does not become a work here.")
NO_WORK: Final = N_("There is no work No. %(number)s under way that you keep: check the number.")
NO_WORDS: Final = N_("Write the number of at least one appeal or idea.")
DONE: Final = N_("This work is done already: choose one that is under way, or open a new one.")


def found(numbers: Sequence[str], actor: Actor) -> list[Matter]:
    """This will give the cards of these numbers that are ready to become a work, with what was joined into them.

    Raises Refused for the first that is not there, not hers to see or not ready: no_words, not_seen, no_word and more.
    """
    if not numbers:
        raise Refused("no_words", NO_WORDS)
    if len(numbers) > tying.MOST:
        raise Refused("too_many", tying.TOO_MANY, most=tying.MOST)
    known = {card.number: card for card in Matter.objects.filter(number__in=list(numbers))}
    cards: dict[int, Matter] = {}
    for number in numbers:
        if (card := known.get(number)) is None:
            raise Refused("not_seen", appeal_to_work.NOT_SEEN, number=number)
        cards |= {one.pk: one for one in _ready(card, actor)}
    return list(cards.values())


def _ready(card: Matter, actor: Actor) -> list[Matter]:
    """The cards that go into a work with one, or Refused with the reason why not."""
    if card.kind == "appeal":
        return appeal_to_work.ready(card, actor)
    if not matters.visible(actor).filter(pk=card.pk).exists():
        raise Refused("not_seen", appeal_to_work.NOT_SEEN, number=card.number)
    if card.kind == "idea":
        return idea_to_work.ready_idea(card)
    if card.kind == "application":
        return idea_to_work.ready_application(card)
    raise Refused("no_word", NO_WORD, number=card.number)


def under_way(card: Matter, actor: Actor, limit: int = 30) -> list[Work]:
    """This will list the works the actor keeps that a card may become: those near by first, then the newest."""
    bodies = [body for body in actor.body_ids if rights.may_keep(actor, body)]
    mine = Work.objects.filter(body__in=bodies, stage__in=stages.UNDER_WAY).select_related(*works.WITH).order_by("-pk")
    if card.lon is None or card.lat is None:
        return list(mine[:limit])
    around = {f"matter__{name}": value for name, value in matters.around(card.lon, card.lat, NEAR).items()}
    near = list(mine.filter(**around)[:limit])
    return [*near, *mine.exclude(pk__in=[work.pk for work in near])[: limit - len(near)]]


@transaction.atomic
def tie(*, numbers: Sequence[str], work: str, actor: Actor, now: datetime) -> int:
    """This will say that words became a work that is under way and give how many cards were tied now.

    Raises Refused: no_work (not there, or another body's), done, circle, and what `found` refuses.
    """
    kept = works.desk_work(work, actor)
    if kept is None:
        raise Refused("no_work", NO_WORK, number=work)
    if kept.stage not in stages.UNDER_WAY:
        raise Refused("done", DONE)
    return tying.tie(origins=found(numbers, actor), result=kept.matter, body=kept.body, actor=actor, now=now)


@transaction.atomic
def open_work(
    *,
    numbers: Sequence[str],
    kind: str,
    title: Mapping[str, str],
    body: Body,
    note: str,
    form_token: str,
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Work:
    """This will open a work where the first word with a place is, and tie the words to it. All or nothing.

    The same form sent twice makes one work. Raises Refused: not_yours, no_title, no_note, and what `found` refuses.
    """
    require(rights.may_keep(actor, body.pk))
    cards = found(numbers, actor)
    here = next((card for card in cards if card.lon is not None), cards[0])
    work = services.open_work(
        kind=kind,
        title=title,
        language=cards[0].language,
        body=body,
        note=note,
        lon=here.lon,
        lat=here.lat,
        territory=here.territory,
        address=here.address if here.visibility == Matter.Visibility.PUBLIC else "",
        form_token=form_token,
        demo=demo,
        actor=actor,
        now=now,
    )
    tying.tie(origins=cards, result=work.matter, body=body, actor=actor, now=now)
    return work
