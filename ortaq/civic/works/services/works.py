"""A work enters the register, is corrected, and reaches its stages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ortaq.civic.works import acts
from ortaq.civic.works.models import Evidence, Finding, Step, Work
from ortaq.civic.works.rules import grants, quantities, rights
from ortaq.civic.works.rules import stages as rules
from ortaq.civic.works.rules.stages import BUILT, Proof, Stage
from ortaq.civic.works.services import _totals
from ortaq.civic.works.services._held import held_work, tell, today
from ortaq.core.files import services as files
from ortaq.core.files.models import StoredFile
from ortaq.core.files.pictures import PDF
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory import queries as territory_queries
from ortaq.core.territory import shapes
from ortaq.core.territory.models import Body, Territory

Links = Sequence[tuple[str, str]]
"""(address, words)."""
CHANGED_MEANWHILE = N_(
    "Somebody has changed this work while you were writing. Your words are below: compare, save again."
)
FIELDS = (
    "kind",
    "title",
    "about",
    "contractor",
    "contract_number",
    "planned",
    "spent",
    "starts_on",
    "ends_on",
)


@transaction.atomic
def open_work(
    *, kind: str, title: Mapping[str, str], language: str, body: Body, note: str,
    about: Mapping[str, str] | None = None, stage: str = Work.Stage.IDEA.value, reached_on: date | None = None,
    planned: int | None = None, currency: str = "KZT", contractor: str = "", contract_number: str = "",
    starts_on: date | None = None, ends_on: date | None = None,
    lon: float | None = None, lat: float | None = None, shape: Mapping[str, Any] | None = None,
    territory: Territory | None = None, address: str = "",
    links: Links = (), upload_token: str = "", form_token: str | None = None, demo: bool = False,
    channel: str = "desk", actor: Actor, now: datetime,
) -> Work:  # fmt: skip
    """This will enter a work into the register at its first stage; `planned` in minor units of the currency.

    A `shape` (GeoJSON point, line or area) says the place with its pin; else `lon` and `lat` are the pin. The same form
    sent twice makes one work.
    """
    require(rights.may_keep(actor, body.pk))
    if form_token and (known := Work.objects.filter(form_token=form_token).first()):
        return known
    day = reached_on or today(now)
    require(rules.check_money(planned, title))
    require(rules.check_note(note))
    require(rules.check_dates(starts_on, ends_on))
    require(rules.check_day(day, today=today(now), last=date.min))
    drawn = _drawn(shape, body, had=False, on=day)
    if drawn is not None:
        lon, lat = shapes.pin(drawn)
    here = territory or _territory(lon, lat, body, day)
    matter = matters.open_matter(
        kind="work", series=f"work-w{today(now).year}", title=words(title, language), language=language,
        lon=lon, lat=lat, territory=here, address=address, channel=channel, stage=stage,
        visibility=Matter.Visibility.PUBLIC.value, actor=actor, now=now,
    )  # fmt: skip
    done_on = day if stage in BUILT else None
    work = Work.objects.create(
        matter=matter, kind=kind, title=dict(title), about=dict(about or {}), body=body, stage=stage,
        contractor=contractor.strip()[: rules.LONGEST_CONTRACTOR],
        contract_number=contract_number.strip()[:60], planned=planned, currency=currency, starts_on=starts_on,
        ends_on=ends_on, done_on=done_on, shape=drawn, district=_district(here),
        year=_totals.year_of(done_on, ends_on), form_token=form_token or None, demo=demo,
    )  # fmt: skip
    step = Step.objects.create(work=work, stage=stage, reached_on=day, note=note.strip(), told_at=now)
    given = _show(step, links=links, upload_token=upload_token, actor=actor, now=now)
    require(rules.check_evidence(stage, given))
    _index(work, actor=actor, now=now)
    tell(work, acts.OPENED, kind=kind, stage=stage, planned=planned, actor=actor, now=now)
    return work


def _drawn(shape: Mapping[str, Any] | None, body: Body, *, had: bool, on: date) -> dict[str, Any] | None:
    """The shape as it is kept; raises Refused for none where one was, and for one that lies far away."""
    box = territory_queries.box_of(body.territory, on) or shapes.GLOBE
    require(rules.check_place(shape, had=had, box=box))
    return None if shape is None else shapes.plain(shape)


def _territory(lon: float | None, lat: float | None, body: Body, on: date) -> Territory | None:
    """The smallest territory around the pin; before there were outlines, the body's own."""
    if lon is None or lat is None:
        return None
    return territory_queries.territory_at(lon, lat, on) or body.territory


def _district(here: Territory | None) -> str:
    found = territory_queries.district_of(here) if here else None
    return found.code if found is not None and found.kind == Territory.Kind.DISTRICT else ""


def _index(work: Work, *, actor: Actor, now: datetime) -> None:
    text = "\n".join((*work.title.values(), *work.about.values(), work.matter.address))
    matters.index_text(matter=work.matter, text=text, language=work.matter.language, actor=actor, now=now)


def _show(step: Step, *, links: Links, upload_token: str, actor: Actor, now: datetime) -> list[str]:
    """Keep what shows a stage, and give the kinds of it."""
    for url, label in links:
        require(rules.check_link(url))
        Evidence.objects.create(step=step, kind=Proof.LINK.value, url=url, label=label.strip()[: rules.LONGEST_LABEL])
    attached = files.attach(
        token=upload_token, matter=step.work.matter, visibility=StoredFile.Visibility.PUBLIC.value, actor=actor, now=now
    )
    kinds = [Proof.LINK.value for _ in links]
    for file in attached:
        kind = Proof.DOCUMENT if file.content_type == PDF else Proof.PHOTO
        Evidence.objects.create(step=step, kind=kind.value, file=file, label=file.name[: rules.LONGEST_LABEL])
        kinds.append(kind.value)
    return kinds


@transaction.atomic
def move_work(
    *,
    work: Work,
    stage: str,
    reached_on: date,
    note: str,
    spent: int | None = None,
    links: Links = (),
    upload_token: str = "",
    actor: Actor,
    now: datetime,
) -> Work:
    """This will say that a work reached a stage, on which day and what shows it; `spent` is all paid so far.

    Evidence comes as links (address, words) and as files uploaded under `upload_token`. Raises Refused: ended,
    backwards, not_done, no_evidence, no_amounts, open_defects, not_inspected, no_note, future, too_early, instalments.
    """
    held = held_work(work)
    require(rights.may_keep(actor, held.body_id))
    require(rules.can_move(held.stage, stage))
    require(rules.check_note(note))
    last = held.steps.aggregate(last=Max("reached_on"))["last"]
    require(rules.check_day(reached_on, today=today(now), last=last))
    require(grants.check_spent(held.kind, typed=spent, kept=held.spent))
    before = _totals.parts_of(held)
    if stage == Stage.DONE:
        require(quantities.check_built(list(held.quantities.filter(done=None).values_list("kind", flat=True))))
        held.done_on, held.year = reached_on, reached_on.year
    held.stage, held.spent = stage, held.spent if spent is None else spent
    held.save(update_fields=["stage", "spent", "done_on", "year"])
    step = Step.objects.create(
        work=held, stage=stage, reached_on=reached_on, note=note.strip(), spent=held.spent, told_at=now
    )
    given = _show(step, links=links, upload_token=upload_token, actor=actor, now=now)
    require(rules.check_evidence(stage, given))
    if stage == Stage.ACCEPTED:
        _require_acceptance(held, given)
    _totals.settle(held, before)
    matters.move(matter=held.matter, stage=stage, actor=actor, now=now)
    act = acts.STOPPED if stage == Stage.STOPPED else acts.MOVED
    data: dict[str, Any] = {
        "kind": held.kind,
        "stage": stage,
        "on": reached_on.isoformat(),
        "spent": held.spent,
        "evidence": given,
    }
    tell(held, act, actor=actor, now=now, **data)
    return held


def _require_acceptance(work: Work, given: list[str]) -> None:
    unsettled = Finding.objects.filter(
        inspection__work=work, state=Finding.State.DEFECT.value, settled_on__isnull=True
    ).count()
    require(rules.check_acceptance(inspections=work.inspections.count(), open_defects=unsettled, given=given))


@transaction.atomic
def change_work(
    *,
    work: Work,
    changes: Mapping[str, Any],
    shape: Mapping[str, Any] | None = None,
    moves: bool = False,
    address: str | None = None,
    written_over: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Work:
    """This will correct the facts of a work; with `moves` also its place, which it may get but never lose.

    `changes` has fields of `FIELDS`; `written_over` is the card's `changed_at` when the form was shown. Raises Refused:
    lost_place, outside, second (somebody was quicker), no_grant and sum (it has instalments), what opening refuses.
    """
    held = held_work(work)
    require(rights.may_keep(actor, held.body_id))
    if written_over is not None and written_over != held.matter.changed_at:
        raise Refused("second", CHANGED_MEANWHILE)
    before = _totals.parts_of(held)
    given = {name: value for name, value in changes.items() if name in FIELDS}
    altered = sorted(name for name, value in given.items() if getattr(held, name) != value)
    for name in altered:
        setattr(held, name, given[name])
    require(rules.check_money(held.planned, held.title))
    require(rules.check_dates(held.starts_on, held.ends_on))
    if altered and (parts := list(held.payments.values_list("amount", flat=True))):
        require(grants.check_grant(held.kind))
        require(grants.check_parts(parts, planned=held.planned))
    if moves:
        altered += _moved(held, shape, actor=actor, now=now)
    if address is not None and address != held.matter.address:
        altered.append("address")
    held.year = _totals.year_of(held.done_on, held.ends_on)
    held.save(update_fields=[*(name for name in altered if name in FIELDS), "shape", "district", "year"])
    matters.correct(
        matter=held.matter, title=words(held.title, held.matter.language), address=address, actor=actor, now=now
    )
    _totals.settle(held, before)
    _index(held, actor=actor, now=now)
    if altered:
        tell(held, acts.CHANGED, fields=altered, actor=actor, now=now)
    return held


def _moved(held: Work, shape: Mapping[str, Any] | None, *, actor: Actor, now: datetime) -> list[str]:
    """Put a work where a shape is; gives what has changed."""
    card = held.matter
    on = today(now)
    drawn = _drawn(shape, held.body, had=card.lon is not None, on=on)
    if drawn is None or drawn == held.shape:
        return []
    lon, lat = shapes.pin(drawn)
    here = territory_queries.territory_at(lon, lat, on) or card.territory
    held.shape, held.district = drawn, _district(here)
    matters.correct(matter=card, lon=lon, lat=lat, territory=here, actor=actor, now=now)
    return ["place"]
