"""What the experts find."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ortaq.civic.budgets import acts
from ortaq.civic.budgets.models import FeasibilityCheck, Project
from ortaq.civic.budgets.rules import calls as call_rules
from ortaq.civic.budgets.rules import projects as rules
from ortaq.civic.budgets.services._held import locked_project
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory import queries as territory

MET, FAILED, NOT_LOOKED_AT = "met", "failed", "not_looked_at"


@transaction.atomic
def check_feasibility(
    *,
    project: Project,
    feasible: bool,
    criteria: Mapping[str, str],
    reasons: str = "",
    cost: int | None = None,
    site: str | None = None,
    actor: Actor,
    now: datetime,
) -> FeasibilityCheck:
    """This will record what the experts found, with reasons the author and everyone read.

    `criteria` is {criterion: "met" | "failed" | "not_looked_at"}; `cost` (tiyn) is what they confirm, `site` their
    mark for projects on one and the same place, of which one at most can win. The newest check stands.
    """
    held = locked_project(project)
    call = held.call
    bodies = [call.body_id] + ([held.pot.akimat_id] if held.pot.akimat_id else [])
    require(call_rules.may_check(actor, bodies=bodies))
    if call.ballot_order_id is not None:
        raise Refused("announced", N_("The list of the ballot is final: checks can no longer be changed."))
    require(rules.may_be_checked(call.state, state=held.state, feasible=feasible))
    looked = {name.value: criteria.get(name.value, NOT_LOOKED_AT) for name in rules.Criterion}
    failed = frozenset(name for name, found in looked.items() if found == FAILED)
    require(rules.check_verdict(feasible=feasible, reasons=reasons, failed=failed))
    confirmed = held.cost if cost is None else cost
    if feasible:
        require(rules.check_cost(cost=confirmed, cap=held.pot.cap))
    body = next((territory.bodies()[b] for b in bodies if actor.serves(b, *call_rules.EXPERTS)), None)
    check = FeasibilityCheck.objects.create(
        project=held, feasible=feasible, criteria=looked, reasons=reasons.strip(), cost=confirmed, body=body,
        expert_id=actor.person_id, checked_at=now,
    )  # fmt: skip
    held.state = rules.Stage.FEASIBLE.value if feasible else rules.Stage.NOT_FEASIBLE.value
    held.cost = confirmed
    if site is not None:
        held.site = site.strip()[:40]
    held.save(update_fields=["state", "cost", "site"])
    matters.move(matter=held.matter, stage=held.state, actor=actor, now=now)
    journal.write(
        act=acts.CHECKED, matter=held.matter, body=body, actor=actor, now=now,
        data={"feasible": feasible, "failed": sorted(failed), "reasons": check.reasons, "cost": confirmed},
    )  # fmt: skip
    return check
