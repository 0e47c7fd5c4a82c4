"""Versions of a plan: begun as a copy of the one before, published once and for all, led from stage to stage."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import (
    Layer,
    Measure,
    Need,
    Paragraph,
    Plan,
    PlanVersion,
    Resource,
    Result,
    SupplementaryRule,
    Zone,
)
from ortaq.civic.plans.queries import changes, fingerprints, texts, village
from ortaq.civic.plans.rules import needs, stages
from ortaq.civic.plans.rules import plans as rules
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.services import anchors
from ortaq.civic.plans.services._held import held_plan, open_version, tell
from ortaq.civic.plans.services._shown import show_needs, show_words
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

BATCH = 500
Part = Paragraph | Layer | Zone | SupplementaryRule | Need | Measure | Resource | Result


@transaction.atomic
def begin_version(
    *, plan: Plan, label: Mapping[str, str] | None = None, stage: str = "draft", actor: Actor, now: datetime
) -> PlanVersion:
    """This will begin the next version with all parts of the one before under the same keys."""
    held = held_plan(plan)
    require(may_make(actor, body_id=held.body_id))
    require(rules.check_first(stage))
    last = PlanVersion.objects.filter(plan=held).order_by("-number").first()
    if last is not None and last.published_at is None:
        raise Refused("open_already", N_("A version is in the making already: publish it before you begin the next."))
    try:
        with transaction.atomic():
            made = PlanVersion.objects.create(
                plan=held, number=last.number + 1 if last else 1, before=last, stage=stage, label=dict(label or {}),
                made_by_id=actor.person_id, made_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("second", N_("This has been done already.")) from error
    if last is not None:
        _copy_parts(last, made)
    tell(held, acts.VERSION_BEGUN, public=False, version=made.number, actor=actor, now=now)
    return made


def _copy_parts(before: PlanVersion, made: PlanVersion) -> None:
    """Copy every part under its key; what a part stands on is the copy of what it stood on."""
    _copied(Paragraph, before, made)
    layers = _copied(Layer, before, made)
    for model in (Zone, SupplementaryRule):
        _copied(model, before, made, layer=layers)
    needs = _copied(Need, before, made)
    _lead_causes(before, needs)
    measures = _copied(Measure, before, made, need=needs)
    for part in (Resource, Result):
        _copied(part, before, made, measure=measures)


def _lead_causes(before: PlanVersion, copies: Mapping[int, int]) -> None:
    """Make the copies of needs causes of each other as their originals are."""
    led = list(Need.objects.filter(version=before, cause_of__isnull=False).only("pk", "cause_of"))
    copied = Need.objects.in_bulk([copies[need.pk] for need in led])
    for need in led:
        if need.cause_of_id is not None:
            copied[copies[need.pk]].cause_of_id = copies[need.cause_of_id]
    Need.objects.bulk_update(copied.values(), ["cause_of"], batch_size=BATCH)


def _copied(
    model: type[Part], before: PlanVersion, made: PlanVersion, **stands_on: Mapping[int, int]
) -> dict[int, int]:
    """The parts of one table, copied: the id of each → that of its copy. Two statements."""
    parts: list[Any] = list(model.objects.filter(version=before).order_by("pk"))
    known = [part.pk for part in parts]
    for part in parts:
        part.pk, part._state.adding = None, True
        part.version_id = made.pk
        if model is Need:  # its cause is copied no earlier than itself
            part.cause_of_id = None
        for name, copies in stands_on.items():
            setattr(part, f"{name}_id", copies[getattr(part, f"{name}_id")])
    made_parts = model.objects.bulk_create(parts, batch_size=BATCH)
    return dict(zip(known, (part.pk for part in made_parts), strict=True))


@transaction.atomic
def change_version(*, version: PlanVersion, changes: Mapping[str, Any], actor: Actor, now: datetime) -> PlanVersion:
    """This will describe a version in the making: what it is called, what it stands on, concept or draft."""
    held = open_version(version)
    require(may_make(actor, body_id=held.plan.body_id))
    changed = {name: value for name, value in changes.items() if getattr(held, name, None) != value}
    for name, value in changed.items():
        require(rules.may_change(name, rules.DESCRIBED))
        if name == "stage":
            require(rules.check_first(value))
        setattr(held, name, value)
    held.save(update_fields=list(changed) or ["label"])
    return held


@transaction.atomic
def publish_version(*, version: PlanVersion, actor: Actor, now: datetime) -> PlanVersion:
    """This will show a version to everyone and freeze it: its parts, their digest, what changed since the last one.

    What was said about the version before is carried over: `changes["remarks"]` counts what became of it.
    """
    held = open_version(version)
    require(may_make(actor, body_id=held.plan.body_id))
    rows, tree = texts.kept(held), village.whole(held)
    has = {"paragraphs": len(rows), "zones": Zone.objects.filter(version=held).count(), "needs": len(tree.needs)}
    require(rules.can_be_published(**has, untranslated=len(texts.untranslated(rows))))
    require(needs.is_whole(tree.missing()))
    moved = anchors.carry_over(version=held, actor=actor, now=now)
    counted = changes.counted(held) | ({"remarks": moved} if moved else {})
    held.changes, held.digest, held.published_at = counted, fingerprints.fingerprint(held), now
    held.save(update_fields=["changes", "digest", "published_at"])
    plan = held.plan
    if not plan.listed:
        plan.listed = True
        plan.save(update_fields=["listed"])
    public = Matter.Visibility.PUBLIC.value
    matters.move(matter=plan.matter, stage=held.stage, visibility=public, actor=actor, now=now)
    show_words(plan, actor=actor, now=now)
    show_needs(held)
    said = {"version": held.number, "stage": held.stage, "digest": held.digest, "text": held.changes["text"]}
    tell(plan, acts.VERSION_PUBLISHED, actor=actor, now=now, **said)
    return held


@transaction.atomic
def reach_stage(
    *,
    version: PlanVersion,
    stage: str,
    day: date | None = None,
    legal_basis: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> PlanVersion:
    """This will bring a published version to its next stage; the one in force until then is superseded that day."""
    plan = held_plan(version.plan)
    require(may_make(actor, body_id=plan.body_id))
    held = PlanVersion.objects.get(pk=version.pk)
    held.plan = plan
    require(stages.can_reach(held.stage, stage, published=held.published_at is not None))
    days = {name: getattr(held, name) for name in stages.DAYS.values()}
    require(stages.check_day(stage, day, days=days, today=timezone.localtime(now).date()))
    held.stage, held.legal_basis = stage, dict(legal_basis) if legal_basis else held.legal_basis
    require(stages.check_basis(stage, held.legal_basis))
    if field := stages.DAYS.get(stage):
        setattr(held, field, day)
    held.save(update_fields=["stage", "legal_basis", *filter(None, [field])])
    if stage == PlanVersion.Stage.IN_FORCE:
        _supersede_others(held, day, actor=actor, now=now)
    matters.move(matter=plan.matter, stage=stage, actor=actor, now=now)
    _tell_stage(held, day, actor=actor, now=now)
    return held


def _supersede_others(held: PlanVersion, day: date | None, *, actor: Actor, now: datetime) -> None:
    superseded = PlanVersion.Stage.SUPERSEDED.value
    for other in PlanVersion.objects.filter(plan=held.plan, stage=PlanVersion.Stage.IN_FORCE).exclude(pk=held.pk):
        other.stage, other.superseded_on, other.plan = superseded, day, held.plan
        other.save(update_fields=["stage", "superseded_on"])
        _tell_stage(other, day, actor=actor, now=now)


def _tell_stage(version: PlanVersion, day: date | None, *, actor: Actor, now: datetime) -> None:
    said: dict[str, Any] = {"version": version.number, "stage": version.stage, "on": day.isoformat() if day else ""}
    tell(version.plan, acts.STAGE_REACHED, **said, actor=actor, now=now)
