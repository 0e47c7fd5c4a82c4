"""In a village plan a need leads to its measure, by the plan itself. Here what residents said is tied to the need, and
what is built to the measure: appeal, idea, remark → need → measure → work.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from ortaq.civic.dialogue.models import Idea
from ortaq.civic.plans.models import Measure, Plan
from ortaq.civic.plans.queries import cards, village
from ortaq.civic.plans.services.cards import card_of
from ortaq.civic.works.models import Work
from ortaq.civic.works.rules import stages
from ortaq.core.matters import queries as matter_queries
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused
from ortaq.journeys import appeal_to_work, tying

NO_WORDS: Final = N_("Write the number of at least one appeal, idea or remark.")
NO_WORD: Final = N_("No. %(number)s is no appeal, no idea and no remark: it does not stand behind a need.")
NO_WORK: Final = N_("There is no public work No. %(number)s: check the number.")
WORK_DONE: Final = N_("Work No. %(number)s is not under way any more: a measure is carried out by one that is.")


@transaction.atomic
def tie_words(*, plan: Plan, need: str, numbers: Sequence[str], actor: Actor, now: datetime) -> int:
    """This will say which words of residents stand behind a need (its key) and give how many were tied now.

    Raises Refused: no_words, not_seen, no_word, circle, and what `card_of` refuses.
    """
    card = card_of(plan=plan, kind="need", key=need, actor=actor, now=now)
    if not numbers:
        raise Refused("no_words", NO_WORDS)
    known = {one.number: one for one in Matter.objects.filter(number__in=list(numbers))}
    words: dict[int, Matter] = {}
    for number in numbers:
        words |= {one.pk: one for one in _said(known.get(number), number, actor)}
    return tying.tie(origins=list(words.values()), result=card, body=plan.body, actor=actor, now=now)


def _said(card: Matter | None, number: str, actor: Actor) -> list[Matter]:
    """What somebody said, with what was joined into it."""
    if card is not None and card.kind == "appeal":
        return appeal_to_work.ready(card, actor)
    if card is None or not matter_queries.visible(actor).filter(pk=card.pk).exists():
        raise Refused("not_seen", appeal_to_work.NOT_SEEN, number=number)
    if card.kind not in ("idea", "remark"):
        raise Refused("no_word", NO_WORD, number=number)
    joined = Idea.objects.filter(root=card.pk, state=Idea.State.JOINED).select_related("matter")
    return [card, *(one.matter for one in joined)]


@transaction.atomic
def build(*, plan: Plan, measure: str, work: str, actor: Actor, now: datetime) -> bool:
    """This will say which public work carries out a measure (its key); False when that was said before.

    Its need leads to it then, with all that stands behind the need. Raises Refused: no_work, done, circle, and what
    `card_of` refuses.
    """
    card = card_of(plan=plan, kind="measure", key=measure, actor=actor, now=now)
    built = Work.objects.select_related("matter").filter(matter__number=work.strip()).first()
    if built is None or built.matter.visibility != Matter.Visibility.PUBLIC:
        raise Refused("no_work", NO_WORK, number=work)
    if built.stage not in stages.UNDER_WAY:
        raise Refused("done", WORK_DONE, number=work)
    join_need(plan=plan, measure=measure, actor=actor, now=now)
    return bool(tying.tie(origins=[card], result=built.matter, body=plan.body, actor=actor, now=now))


@transaction.atomic
def join_need(*, plan: Plan, measure: str, actor: Actor, now: datetime) -> Matter:
    """This will link a measure with the need it stands on in the version everyone reads, and give its card."""
    card = card_of(plan=plan, kind="measure", key=measure, actor=actor, now=now)
    version = village.newest(plan.pk)
    part = cards.part(version, "measure", measure) if version else None
    if isinstance(part, Measure):
        need = card_of(plan=plan, kind="need", key=part.need.key, actor=actor, now=now)
        matters.link(origin=need, result=card, actor=actor, now=now)
    return card
