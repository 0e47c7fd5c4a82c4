"""How much a work makes, and the sums that follow."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Sum

from ortaq.civic.works import acts
from ortaq.civic.works.models import Quantity, Total, Work
from ortaq.civic.works.rules import quantities as rules
from ortaq.civic.works.rules import rights
from ortaq.civic.works.rules.stages import BUILT
from ortaq.civic.works.services import _totals
from ortaq.civic.works.services._held import held_work, tell
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require


@transaction.atomic
def set_quantity(
    *,
    work: Work,
    kind: str,
    unit: str,
    planned: int | None = None,
    done: int | None = None,
    actor: Actor,
    now: datetime,
) -> Quantity:
    """This will say how much of a kind a work plans and has built, in the kind's unit; saying it again replaces it.

    Raises Refused: measure, wrong_unit, nothing, amount; no_amounts for a done work without what was built.
    """
    held = held_work(work)
    require(rights.may_keep(actor, held.body_id))
    require(rules.check_unit(kind, unit))
    if rules.UNIT[kind] != unit:
        raise Refused("wrong_unit", N_("Amounts are kept as whole metres, square metres or pieces."))
    require(rules.check_amounts(planned, done))
    if held.stage in BUILT and done is None:
        require(rules.check_built([kind]))
    before = _totals.parts_of(held)
    row, _made = Quantity.objects.update_or_create(
        work=held, kind=kind, defaults={"unit": unit, "planned": planned, "done": done}
    )
    _totals.settle(held, before)
    tell(held, acts.MEASURED, kind=kind, unit=unit, planned=planned, done=done, actor=actor, now=now)
    row.refresh_from_db()
    return row


@transaction.atomic
def remove_quantity(*, work: Work, kind: str, actor: Actor, now: datetime) -> bool:
    """This will take a quantity back that was entered by mistake; False when there is none."""
    held = held_work(work)
    require(rights.may_keep(actor, held.body_id))
    before = _totals.parts_of(held)
    removed = Quantity.objects.filter(work=held, kind=kind).delete()[0]
    if removed:
        _totals.settle(held, before)
        tell(held, acts.MEASURED, kind=kind, planned=None, done=None, actor=actor, now=now)
    return bool(removed)


@transaction.atomic
def recount_totals(*, actor: Actor, now: datetime) -> int:
    """This will make all sums anew from their parts and tell how many were wrong. For the nightly check."""
    rows = (
        Quantity.objects.filter(amount__gt=0)
        .values("kind", "built", "year", "district")
        .annotate(sum=Sum("amount"), works=Count("pk"))
        .order_by()
    )
    right = {(row["kind"], row["built"], row["year"], row["district"]): (row["sum"], row["works"]) for row in rows}
    kept = {
        (total.kind, total.built, total.year, total.district): (total.amount, total.works)
        for total in Total.objects.select_for_update()
    }
    wrong = [key for key in right.keys() | kept.keys() if right.get(key, (0, 0)) != kept.get(key, (0, 0))]
    for kind, built, year, district in sorted(wrong):
        amount, works = right.get((kind, built, year, district), (0, 0))
        Total.objects.update_or_create(
            kind=kind, built=built, year=year, district=district, defaults={"amount": amount, "works": works}
        )
    return len(wrong)
