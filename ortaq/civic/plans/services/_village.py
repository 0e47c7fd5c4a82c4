"""What the services of a village plan share: keys nobody had before, places in a row, digests of what a part says."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Max

from ortaq.civic.plans.models import Measure, Need, Plan, PlanVersion, Resource, Result
from ortaq.civic.plans.queries import village as queries
from ortaq.civic.plans.rules import needs as rules
from ortaq.civic.plans.rules.plans import may_change
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.services._held import open_version
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

Part = queries.Part
P = TypeVar("P", Need, Measure, Resource, Result)
OVERTAKEN = N_("Somebody has changed this since you opened it. Compare before you save yours.")
GONE = N_("This part of the plan is gone: somebody took it out.")


def making(version: PlanVersion, actor: Actor) -> PlanVersion:
    """A version of a village plan that the actor may edit, with its plan held."""
    held = open_version(version)
    require(may_make(actor, body_id=held.plan.body_id))
    require(rules.check_kind_of_plan(held.plan.kind))
    return held


def still(part: P, actor: Actor) -> P:
    """The part as it is now, in a version that may be edited; raises Refused "gone" when somebody took it out."""
    held = making(part.version, actor)
    found = type(part).objects.filter(pk=part.pk, version=held).first()
    if found is None:
        raise Refused("gone", GONE)
    found.version = held
    return found


def free_key(letter: str, plan: Plan, expected: str) -> str:
    """A key no part of any version of the plan has; raises Refused when it is not the one that was expected."""
    key = queries.free_key(letter, plan)
    if expected and expected != key:
        raise Refused("second", N_("This has been done already."))
    return key


def last_place(model: type[Part], version: PlanVersion) -> int:
    """The place after the last one."""
    last = model.objects.filter(version=version).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def changed(part: P, changes: Mapping[str, Any], among: frozenset[str], *, based_on: str, now_is: str) -> P:
    """The part with new values of fields that may change, not saved; who was overtaken is told."""
    if based_on and based_on != now_is:
        raise Refused("second", OVERTAKEN)
    for name, value in changes.items():
        require(may_change(name, among))
        setattr(part, name, value)
    return part


def put_in_order(row: Sequence[Part], *fields: str) -> None:
    """Write the places of parts as they stand in the row, and what else was changed of them."""
    for place, part in enumerate(row):
        part.position = place
        part.save(update_fields=["position", *fields])


def need_by_key(version: PlanVersion, key: str) -> Need:
    """A need of the version; raises Refused for a key it has not."""
    found = Need.objects.filter(version=version, key=key).first()
    if found is None:
        raise Refused("no_need", N_("No measure without a need: choose a need of this version."))
    return found


def sign(measure: Measure) -> None:
    """Bring the digest of a measure to what it says now, with its resources and results."""
    resources = Resource.objects.filter(measure=measure).order_by("key")
    results = Result.objects.filter(measure=measure).order_by("key")
    measure.digest = rules.digest_of(
        {
            **rules.measure_says(measure),
            "resources": [{"key": one.key, **rules.resource_says(one)} for one in resources],
            "results": [{"key": one.key, **rules.result_says(one)} for one in results],
        }
    )
    Measure.objects.filter(pk=measure.pk).update(digest=measure.digest)
