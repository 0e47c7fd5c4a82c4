"""The card of a need or a measure is made when something is tied to it, and then told what the plan tells of it."""

from datetime import datetime

from django.db import transaction

from ortaq.civic.plans.models import PartCard, Plan
from ortaq.civic.plans.queries import cards as queries
from ortaq.civic.plans.queries import village
from ortaq.civic.plans.rules import needs as rules
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.services._held import held_plan, year_of
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

NOT_READ = N_("Publish the plan first: words of residents are tied to what everyone can read.")
NO_PART = N_("There is no such need or measure in the plan everyone reads.")


@transaction.atomic
def card_of(*, plan: Plan, kind: str, key: str, actor: Actor, now: datetime) -> Matter:
    """This will give the card of a need or a measure of the version everyone reads, making it the first time.

    Its title follows the plan's words. Raises Refused: not_yours, second_factor, not_published, no_part.
    """
    held = held_plan(plan)
    require(may_make(actor, body_id=held.body_id))
    require(rules.check_kind_of_plan(held.kind))
    version = village.newest(held.pk) if held.listed else None
    if version is None:
        raise Refused("not_published", NOT_READ)
    part = queries.part(version, kind, key)
    if part is None:
        raise Refused("no_part", NO_PART)
    title = words(part.title, held.matter.language)
    if (known := queries.card(held.pk, kind, key)) is not None:
        return known if known.title == title else matters.correct(matter=known, title=title, actor=actor, now=now)
    matter = matters.open_matter(
        kind=kind,
        series=f"{kind}-{kind[0]}{year_of(now)}",
        title=title,
        language=held.matter.language,
        territory=held.territory,
        lon=getattr(part, "lon", None),
        lat=getattr(part, "lat", None),
        channel="desk",
        stage="tied",
        visibility=Matter.Visibility.PUBLIC.value,
        actor=actor,
        now=now,
    )
    PartCard.objects.create(matter=matter, plan=held, kind=kind, key=key)
    return matter
