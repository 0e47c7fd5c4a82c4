"""A project residents voted for becomes a public work: the same place, the money confirmed for it, its card linked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from ortaq.civic.budgets.models import Call, Project
from ortaq.civic.works import queries, services
from ortaq.civic.works.models import Work
from ortaq.civic.works.rules.stages import BUILT
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor

KIND_OF: Final = {
    Project.Category.GREENING: Work.Kind.GREENING,
    Project.Category.PAVEMENTS: Work.Kind.PAVEMENT,
    Project.Category.RAMPS_AND_ARYKS: Work.Kind.PAVEMENT,
    Project.Category.COMMON_AREAS: Work.Kind.LIGHTING,
    Project.Category.KERBS_AND_WALLS: Work.Kind.WALLS,
    Project.Category.DUMPS: Work.Kind.CLEARING,
    Project.Category.BENCHES: Work.Kind.FURNITURE,
    Project.Category.PLAYGROUNDS: Work.Kind.PLAYGROUND,
    Project.Category.PARKS: Work.Kind.PARK,
}
NOTE: Final = {
    "kk": "Тұрғындар «%(call)s» дауыс беруінде таңдады.",
    "ru": "Выбрано жителями: «%(call)s».",
    "en": "Chosen by residents: %(call)s.",
}


@transaction.atomic
def carry_over(*, project: Project, actor: Actor, now: datetime) -> Work:
    """This will open the work of a winning project and link the two cards; a second time gives the same work."""
    if known := queries.of_matters([project.matter_id]).get(project.matter_id):
        return known
    card, call = project.matter, project.call
    work = services.open_work(
        kind=KIND_OF.get(Project.Category(project.category), Work.Kind.OTHER).value,
        title={card.language: card.title},
        language=card.language,
        body=project.pot.akimat or call.body,
        note=NOTE[card.language] % {"call": call.name.get(card.language) or call.code},
        planned=project.cost,
        lon=card.lon,
        lat=card.lat,
        territory=card.territory,
        address=card.address,
        demo=project.demo,
        channel="journey",
        actor=actor,
        now=now,
    )
    matters.link(origin=card, result=work.matter, actor=actor, now=now)
    return work


def built_of(calls: Sequence[int]) -> dict[int, list[Work]]:
    """This will give what was built of the winners of votes, the newest first: call id → works. Two statements."""
    found = Project.objects.filter(call__in=calls, matter__links_out__result__work__stage__in=BUILT)
    won = dict(found.values_list("matter__links_out__result__work", "call"))
    works: dict[int, list[Work]] = {}
    for work in Work.objects.filter(pk__in=won).select_related("matter").order_by("-done_on", "-pk"):
        works.setdefault(won[work.pk], []).append(work)
    return works


def carry_over_all(*, call_id: int, actor: Actor, now: datetime) -> int:
    """This will open the works of every winner of a published call and give how many winners there are."""
    found = Project.objects.filter(
        call=call_id, call__state=Call.State.PUBLISHED.value, state=Project.State.WON.value
    ).select_related("matter__territory", "pot__akimat", "call__body")
    for project in found.order_by("ballot_number"):
        carry_over(project=project, actor=actor, now=now)
    return len(found)
