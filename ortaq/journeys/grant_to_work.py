"""A grant agreement becomes a work on the register: who carries it out, for how much, from which application."""

from datetime import datetime
from typing import Final

from django.db import transaction

from ortaq.civic.contests.models import Agreement
from ortaq.civic.works import queries, services
from ortaq.civic.works.models import Work
from ortaq.civic.works.services import grants
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor

NOTE: Final = {
    "kk": "Грант берілді: «%(contest)s», %(number)s шарт.",
    "ru": "Грант присуждён: «%(contest)s», договор %(number)s.",
    "en": "A grant was awarded: %(contest)s, agreement %(number)s.",
}


@transaction.atomic
def carry_over(*, agreement: Agreement, actor: Actor, now: datetime) -> Work:
    """This will open the work of a signed agreement and link the two cards; a second time gives the same work."""
    application = agreement.application
    card, contest = application.matter, application.contest
    if known := queries.of_matters([card.pk]).get(card.pk):
        return known
    names = {"contest": contest.title.get(card.language) or contest.code, "number": agreement.number}
    work = services.open_work(
        kind=Work.Kind.GRANT.value,
        title={card.language: application.public_title or card.number},
        language=card.language,
        body=contest.body,
        note=NOTE[card.language] % names,
        planned=agreement.amount,
        currency=agreement.currency,
        contractor=application.public_name if application.public_name_agreed else "",
        territory=card.territory,
        demo=contest.demo,
        channel="journey",
        actor=actor,
        now=now,
    )
    matters.link(origin=card, result=work.matter, actor=actor, now=now)
    _show_payments(work, agreement, actor=actor, now=now)
    return work


@transaction.atomic
def tell_payments(*, agreement: Agreement, actor: Actor, now: datetime) -> int:
    """This will show on the work what has been paid under its agreement, and give how many instalments there are.

    A work that is not opened yet is left to `carry_over`, which shows the same.
    """
    card_id = agreement.application.matter_id
    work = queries.of_matters([card_id]).get(card_id)
    return _show_payments(work, agreement, actor=actor, now=now) if work else 0


def _show_payments(work: Work, agreement: Agreement, *, actor: Actor, now: datetime) -> int:
    parts = [
        {
            "amount": part.amount, "due_on": part.due_on, "purpose": part.purpose, "state": part.state,
            "settled_on": part.settled_on, "note": part.note,
        }
        for part in agreement.instalments.all()
    ]  # fmt: skip
    return len(grants.keep_payments(work=work, parts=parts, elsewhere=True, actor=actor, now=now)) if parts else 0
