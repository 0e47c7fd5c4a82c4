"""Workshops of residents, the concepts they drew, and the works these become."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ortaq.civic.works import acts
from ortaq.civic.works.models import Concept, Work, Workshop
from ortaq.civic.works.rules import rights
from ortaq.civic.works.rules import workshops as rules
from ortaq.civic.works.rules.stages import Stage
from ortaq.civic.works.services._held import today
from ortaq.civic.works.services.works import open_work
from ortaq.core.files import services as files
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require
from ortaq.core.territory import queries as territory
from ortaq.core.territory import shapes
from ortaq.core.territory.models import Body


@transaction.atomic
def hold_workshop(
    *,
    body: Body,
    title: Mapping[str, str],
    summary: Mapping[str, str],
    place: Mapping[str, str],
    language: str,
    starts_on: date,
    ends_on: date,
    participants: int | None = None,
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Workshop:
    """This will enter a workshop of residents. Raises Refused: not_yours, no_title, days."""
    require(rights.may_keep(actor, body.pk))
    require(rules.check_workshop(title=title, starts_on=starts_on, ends_on=ends_on))
    matter = matters.open_matter(
        kind="workshop",
        series=f"workshop-ws{starts_on.year}",
        title=words(title, language),
        language=language,
        territory=body.territory,
        channel="desk",
        stage="held",
        visibility=Matter.Visibility.PUBLIC.value,
        actor=actor,
        now=now,
    )
    made = Workshop.objects.create(
        matter=matter,
        title=dict(title),
        summary=dict(summary),
        place=dict(place),
        body=body,
        starts_on=starts_on,
        ends_on=ends_on,
        participants=participants,
        demo=demo,
    )
    text = "\n".join((*title.values(), *summary.values()))
    matters.index_text(matter=matter, text=text, language=language, actor=actor, now=now)
    journal.write(
        act=acts.WORKSHOP_HELD,
        matter=matter,
        data={"from": starts_on.isoformat(), "until": ends_on.isoformat()},
        body=body,
        actor=actor,
        now=now,
    )
    return made


@transaction.atomic
def draw_concept(
    *,
    workshop: Workshop,
    title: Mapping[str, str],
    summary: Mapping[str, str],
    authors: str = "",
    shape: Mapping[str, Any] | None = None,
    upload_token: str = "",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Concept:
    """This will put a concept of a workshop on a page of its own, under the workshop's next number.

    Raises Refused: not_yours, no_title, no_summary, outside.
    """
    held = (
        Workshop.objects.select_for_update(of=("self",)).select_related("matter", "body__territory").get(pk=workshop.pk)
    )
    require(rights.may_keep(actor, held.body_id))
    require(rules.check_concept(title=title, summary=summary))
    drawn, lon, lat = None, None, None
    if shape is not None:
        box = territory.box_of(held.body.territory, today(now)) or shapes.GLOBE
        require(shapes.check(shape, box=box))
        drawn = shapes.plain(shape)
        lon, lat = shapes.pin(drawn)
    here = territory.territory_at(lon, lat, today(now)) if lon is not None and lat is not None else None
    language = held.matter.language
    matter = matters.open_matter(
        kind="concept", series=f"concept-co{held.starts_on.year}", title=words(title, language),
        language=language, lon=lon, lat=lat, territory=here or held.body.territory, channel="desk",
        stage="concept", visibility=Matter.Visibility.PUBLIC.value, actor=actor, now=now,
    )  # fmt: skip
    number = (held.concepts.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Concept.objects.create(
        matter=matter, workshop=held, number=number, title=dict(title), summary=dict(summary),
        authors=authors.strip()[: rules.LONGEST_AUTHORS], shape=drawn, demo=demo,
    )  # fmt: skip
    files.attach(token=upload_token, matter=matter, visibility="public", actor=actor, now=now)
    text = "\n".join((*title.values(), *summary.values()))
    matters.index_text(matter=matter, text=text, language=language, actor=actor, now=now)
    data = {"workshop": held.matter.number, "concept": number}
    journal.write(act=acts.CONCEPT_DRAWN, matter=matter, data=data, body=held.body, actor=actor, now=now)
    return made


@transaction.atomic
def build_on(
    *,
    concept: Concept,
    body: Body,
    kind: str,
    note: str,
    planned: int | None = None,
    link: str,
    actor: Actor,
    now: datetime,
) -> Work:
    """This will make a concept a work that stands at the stage "concept", and link their cards; a second time gives the
    same work. `link` is the address of the concept's page: it shows what the stage rests on.
    """
    held = Concept.objects.select_for_update(of=("self",)).select_related("matter__territory").get(pk=concept.pk)
    if held.work is not None:
        return held.work
    card = held.matter
    work = open_work(
        kind=kind,
        title=held.title,
        language=card.language,
        about=held.summary,
        body=body,
        note=note,
        stage=Stage.CONCEPT.value,
        planned=planned,
        shape=held.shape,
        territory=None if held.shape else card.territory,
        links=[(link, words(held.title, card.language))],
        demo=held.demo,
        channel="journey",
        actor=actor,
        now=now,
    )
    held.work = work
    held.save(update_fields=["work"])
    matters.link(origin=card, result=work.matter, actor=actor, now=now)
    journal.write(
        act=acts.CONCEPT_BUILT_ON, matter=card, data={"work": work.matter.number}, body=body, actor=actor, now=now
    )
    return work
