"""A grant agreement becomes a work on the register: who carries it out, for how much, from which application."""

from datetime import datetime
from typing import Final

from django.db import transaction

from ortaq.civic.contests.models import Agreement
from ortaq.civic.works import queries, services
from ortaq.civic.works.models import Work
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
    return work
