"""The only writers of the register of works."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ortaq.civic.works import acts, rules
from ortaq.civic.works.models import Step, Work
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require
from ortaq.core.territory.models import Body, Territory


@transaction.atomic
def open_work(
    *,
    kind: str,
    title: Mapping[str, str],
    language: str,
    body: Body,
    note: str,
    stage: str = Work.Stage.IDEA.value,
    planned: int | None = None,
    currency: str = "KZT",
    contractor: str = "",
    lon: float | None = None,
    lat: float | None = None,
    territory: Territory | None = None,
    address: str = "",
    demo: bool = False,
    channel: str = "desk",
    actor: Actor,
    now: datetime,
) -> Work:
    """This will enter a work into the register at its first stage; `planned` in minor units of the currency."""
    require(rules.may_keep(actor, body.pk))
    require(rules.check_money(planned, title))
    require(rules.check_note(note))
    today = timezone.localtime(now).date()
    matter = matters.open_matter(
        kind="work",
        series=f"work-w{today.year}",
        title=words(title, language),
        language=language,
        lon=lon,
        lat=lat,
        territory=territory,
        address=address,
        channel=channel,
        stage=stage,
        visibility=Matter.Visibility.PUBLIC.value,
        actor=actor,
        now=now,
    )
    work = Work.objects.create(
        matter=matter, kind=kind, title=dict(title), body=body, stage=stage, contractor=contractor[:200],
        planned=planned, currency=currency, demo=demo,
    )  # fmt: skip
    Step.objects.create(work=work, stage=stage, reached_on=today, note=note.strip(), told_at=now)
    matters.index_text(
        matter=matter, text="\n".join((*title.values(), address)), language=language, actor=actor, now=now
    )
    journal.write(
        act=acts.OPENED, matter=matter, data={"stage": stage, "planned": planned}, body=body, actor=actor, now=now
    )
    return work


@transaction.atomic
def move_work(
    *, work: Work, stage: str, reached_on: date, note: str, spent: int | None = None, actor: Actor, now: datetime
) -> Work:
    """This will say that a work reached a stage, on which day and what shows it; `spent` is all paid so far."""
    held = Work.objects.select_for_update(of=("self",)).select_related("matter", "body").get(pk=work.pk)
    require(rules.may_keep(actor, held.body_id))
    require(rules.can_move(held.stage, stage))
    require(rules.check_note(note))
    last = held.steps.aggregate(last=Max("reached_on"))["last"]
    require(rules.check_day(reached_on, today=timezone.localtime(now).date(), last=last))
    held.stage, held.spent = stage, held.spent if spent is None else spent
    held.save(update_fields=["stage", "spent"])
    Step.objects.create(work=held, stage=stage, reached_on=reached_on, note=note.strip(), spent=held.spent, told_at=now)
    matters.move(matter=held.matter, stage=stage, actor=actor, now=now)
    journal.write(
        act=acts.STOPPED if stage == Work.Stage.STOPPED else acts.MOVED,
        matter=held.matter,
        data={"stage": stage, "on": reached_on.isoformat(), "spent": held.spent},
        body=held.body,
        actor=actor,
        now=now,
    )
    return held
