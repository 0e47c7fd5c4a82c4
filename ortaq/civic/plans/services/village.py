"""Needs, measures, resources and results of a version in the making: nothing hangs loose, keys are never given twice.

Each `add_…` takes `expected`, the key the part is to get; raises Refused "second" when it has been given already.
Each `change_…` takes `based_on`, the digest of what was written over; raises Refused "second" when it changed since.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from ortaq.civic.plans.models import Gathering, Group, Measure, Need, PlanVersion, Resource, Result
from ortaq.civic.plans.queries import village as queries
from ortaq.civic.plans.rules import needs as rules
from ortaq.civic.plans.services import _village as shared
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

NEED: Final = frozenset({"title", "text", "theme", "cause_of", "gathering", "groups", "dots", "put_off"})
MEASURE: Final = frozenset({"title", "text", "responsible", "due_on", "lon", "lat", "need"})
RESOURCE: Final = frozenset({"kind", "planned", "year", "note"})
RESULT: Final = frozenset({"title", "unit", "baseline", "baseline_on", "target", "target_on"})
Words = Mapping[str, str]


# ── needs ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def add_need(
    *,
    version: PlanVersion,
    title: Words,
    theme: str,
    text: Words | None = None,
    cause_of: str = "",
    gathering: Gathering | None = None,
    groups: Sequence[str] = (),
    dots: int = 0,
    put_off: Words | None = None,
    expected: str = "",
    actor: Actor,
    now: datetime,
) -> Need:
    """This will name a need at the end of the list; `cause_of` is the key of the need it is a cause of."""
    held = shared.making(version, actor)
    need = Need(
        version=held, key=shared.free_key("n", held.plan, expected), position=shared.last_place(Need, held),
        title=dict(title), text=dict(text or {}), theme=theme,
        cause_of=shared.need_by_key(held, cause_of) if cause_of else None, gathering=gathering, groups=list(groups),
        dots=dots, put_off=dict(put_off or {}),
    )  # fmt: skip
    _check_need(need)
    need.save()
    return need


@transaction.atomic
def change_need(
    *, need: Need, changes: Mapping[str, Any], based_on: str = "", actor: Actor, now: datetime
) -> Need:  # fmt: skip
    """This will change a need; a circle in the problem tree is refused with the names of its needs."""
    held = shared.still(need, actor)
    now_is = rules.digest_of(rules.need_says(held))
    led = dict(changes)
    if "cause_of" in led:
        led["cause_of"] = shared.need_by_key(held.version, led["cause_of"]) if led["cause_of"] else None
    held = shared.changed(held, led, NEED, based_on=based_on, now_is=now_is)
    _check_need(held)
    held.save()
    return held


def _check_need(need: Need) -> None:
    require(rules.check_need(need.title, need.theme))
    require(rules.check_dots(need.dots))
    known = set(Group.objects.filter(plan=need.version.plan_id).values_list("code", flat=True))
    if not known.issuperset(need.groups):
        raise Refused("no_group", N_("Choose groups of this village."))
    if need.gathering is not None and need.gathering.plan_id != need.version.plan_id:
        raise Refused("other_village", N_("This meeting was of another village."))
    if need.cause_of is not None:
        others = list(Need.objects.filter(version=need.version).select_related("cause_of"))
        above = {one.key: one.cause_of.key if one.cause_of else "" for one in others}
        titles = {one.key: one.title for one in others} | {need.key: need.title}
        require(rules.check_cause(need.key, need.cause_of.key, above, titles))


@transaction.atomic
def drop_need(*, need: Need, actor: Actor, now: datetime) -> None:
    """This will take a need without measures out; what was a cause of it becomes a cause of what it was a cause of."""
    held = shared.still(need, actor)
    if Measure.objects.filter(need=held).exists():
        raise Refused("has_measures", N_("This need has measures: take them out first, or hang them on another need."))
    Need.objects.filter(cause_of=held).update(cause_of=held.cause_of_id)
    held.delete()


@transaction.atomic
def rank_needs(
    *, version: PlanVersion, dots: Mapping[str, int], gathering: Gathering | None = None, actor: Actor, now: datetime
) -> list[Need]:
    """This will keep the dots each need got, and order the needs by them; needs left out keep the dots they have."""
    held = shared.making(version, actor)
    needs = list(Need.objects.filter(version=held).order_by("position", "pk"))
    if unknown := set(dots) - {need.key for need in needs}:
        raise Refused("no_need_ranked", N_("There is no need %(key)s in this version."), key=min(unknown))
    if gathering is not None and gathering.plan_id != held.plan_id:
        raise Refused("other_village", N_("This meeting was of another village."))
    for need in needs:
        need.dots = dots.get(need.key, need.dots)
        require(rules.check_dots(need.dots))
        if gathering is not None and need.gathering_id is None:
            need.gathering = gathering
    ranked = sorted(needs, key=lambda need: -need.dots)
    shared.put_in_order(ranked, "dots", "gathering")
    return ranked


# ── measures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def add_measure(
    *,
    need: Need,
    title: Words,
    responsible: Words,
    due_on: date,
    text: Words | None = None,
    lon: float | None = None,
    lat: float | None = None,
    expected: str = "",
    actor: Actor,
    now: datetime,
) -> Measure:
    """This will hang a measure on a need: what is done, by which post or organisation, by which day, where."""
    held = shared.still(need, actor)
    require(rules.check_due(due_on, today=_today(now)))
    measure = Measure(
        version=held.version, key=shared.free_key("m", held.version.plan, expected),
        position=shared.last_place(Measure, held.version), need=held, title=dict(title), text=dict(text or {}),
        responsible=dict(responsible), due_on=due_on, lon=lon, lat=lat,
    )  # fmt: skip
    _check_measure(measure)
    measure.save()
    shared.sign(measure)
    return measure


@transaction.atomic
def change_measure(
    *, measure: Measure, changes: Mapping[str, Any], based_on: str = "", actor: Actor, now: datetime
) -> Measure:
    """This will change a measure; `need` is the key of the need it hangs on from now on."""
    held = shared.still(measure, actor)
    was_due, now_is = held.due_on, rules.digest_of(rules.measure_says(held))
    led = dict(changes)
    if "need" in led:
        led["need"] = shared.need_by_key(held.version, led["need"])
    held = shared.changed(held, led, MEASURE, based_on=based_on, now_is=now_is)
    if held.due_on != was_due:
        require(rules.check_due(held.due_on, today=_today(now)))
    _check_measure(held)
    held.save()
    shared.sign(held)
    return held


def _check_measure(measure: Measure) -> None:
    require(rules.check_measure(measure.title, measure.responsible))
    require(rules.check_place(measure.lon, measure.lat))


@transaction.atomic
def drop_measure(*, measure: Measure, actor: Actor, now: datetime) -> None:
    """This will take a measure out, with its resources and results."""
    shared.still(measure, actor).delete()


# ── resources ────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def add_resource(
    *,
    measure: Measure,
    kind: str,
    planned: int = 0,
    year: int | None = None,
    note: Words | None = None,
    expected: str = "",
    actor: Actor,
    now: datetime,
) -> Resource:
    """This will say what a measure takes; `planned` in tiyn, 0 for own labour and for what needs no budget money."""
    held = shared.still(measure, actor)
    resource = Resource(
        version=held.version, key=shared.free_key("r", held.version.plan, expected),
        position=shared.last_place(Resource, held.version), measure=held, kind=kind, planned=planned, year=year,
        note=dict(note or {}),
    )  # fmt: skip
    return _kept_resource(resource, now)


@transaction.atomic
def change_resource(
    *, resource: Resource, changes: Mapping[str, Any], based_on: str = "", actor: Actor, now: datetime
) -> Resource:
    """This will change a resource."""
    held = shared.still(resource, actor)
    return _kept_resource(shared.changed(held, changes, RESOURCE, based_on=based_on, now_is=held.digest), now)


def _kept_resource(resource: Resource, now: datetime) -> Resource:
    today = _today(now)
    require(rules.check_resource(resource.kind, resource.planned, resource.year, resource.note, today=today))
    resource.digest = rules.digest_of(rules.resource_says(resource))
    resource.save()
    shared.sign(resource.measure)
    return resource


@transaction.atomic
def drop_resource(*, resource: Resource, actor: Actor, now: datetime) -> None:
    """This will take a resource out of its measure."""
    held = shared.still(resource, actor)
    measure = held.measure
    held.delete()
    shared.sign(measure)


# ── results ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def add_result(
    *,
    measure: Measure,
    title: Words,
    unit: Words,
    baseline: Decimal | None,
    baseline_on: date | None,
    target: Decimal | None,
    target_on: date | None,
    expected: str = "",
    actor: Actor,
    now: datetime,
) -> Result:
    """This will say by what everyone will see that a measure helped: from a known baseline to a target by a day."""
    held = shared.still(measure, actor)
    facts: dict[str, Any] = {"baseline": baseline, "baseline_on": baseline_on, "target": target, "target_on": target_on}
    result = Result(
        version=held.version, key=shared.free_key("i", held.version.plan, expected),
        position=shared.last_place(Result, held.version), measure=held, title=dict(title), unit=dict(unit), **facts,
    )  # fmt: skip
    return _kept_result(result, now)


@transaction.atomic
def change_result(
    *, result: Result, changes: Mapping[str, Any], based_on: str = "", actor: Actor, now: datetime
) -> Result:
    """This will change a result."""
    held = shared.still(result, actor)
    now_is = rules.digest_of(rules.result_says(held))
    return _kept_result(shared.changed(held, changes, RESULT, based_on=based_on, now_is=now_is), now)


def _kept_result(result: Result, now: datetime) -> Result:
    facts = {name: getattr(result, name) for name in ("baseline", "baseline_on", "target", "target_on")}
    require(rules.check_result(result.title, result.unit, **facts, today=_today(now)))
    result.save()
    shared.sign(result.measure)
    return result


@transaction.atomic
def drop_result(*, result: Result, actor: Actor, now: datetime) -> None:
    """This will take a result out of its measure."""
    held = shared.still(result, actor)
    measure = held.measure
    held.delete()
    shared.sign(measure)


# ── their order ──────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def move_part(*, version: PlanVersion, key: str, up: bool, actor: Actor, now: datetime) -> None:
    """This will move a need among the needs, any other part among those of its need or measure, by one place."""
    held = shared.making(version, actor)
    model = queries.MODELS.get(key[:1])
    part: Any = model.objects.filter(version=held, key=key).first() if model else None
    if model is None or part is None:
        raise Refused("gone", shared.GONE)
    beside = {"need": part.need_id} if model is Measure else {} if model is Need else {"measure": part.measure_id}
    row: list[Any] = list(model.objects.filter(version=held, **beside).order_by("position", "pk"))
    at = row.index(part)
    to = at - 1 if up else at + 1
    if 0 <= to < len(row):
        row[at], row[to] = row[to], row[at]
        shared.put_in_order(row)


def _today(now: datetime) -> date:
    return timezone.localtime(now).date()
