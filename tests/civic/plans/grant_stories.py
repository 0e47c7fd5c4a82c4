"""Village measures with micro-grants for tests."""

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.civic.plans import stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.plans.models import GrantCall, Measure, MicroGrant, Plan
    from ortaq.core.people.actor import Actor

TODAY = NOW.date()
CALL = {"kk": "Шағын бизнеске гранттар", "ru": "Гранты малому бизнесу", "en": "Grants for small business"}
PROJECT = {"kk": "Тігін цехы", "ru": "Швейный цех", "en": "Sewing shop"}
DONE = {"kk": "Екі тігін машинасы алынды.", "ru": "Куплены две швейные машины."}
SUM = 1_000_000_00


def a_village(**facts: Any) -> "tuple[Plan, Actor, Measure]":
    """A published plan of a village with one measure "m1", and its officer."""
    plan, officer = stories.a_plan(kind="village_plan", **facts)
    version = stories.a_version(plan)
    measure = a_measure(version)
    stories.a_paragraph(version, "1", "Ауыл дамиды.", ru="Село растёт.")
    stories.shown(version)
    return plan, officer, measure


def a_measure(version: Any, key: str = "m1") -> "Measure":
    from ortaq.civic.plans.models import Measure, Need

    words = {"kk": "Жұмыс орындары", "ru": "Рабочие места", "en": "Jobs"}
    need, _made = Need.objects.get_or_create(
        version=version, key="n1", defaults={"position": 0, "title": words, "theme": "jobs"}
    )
    return Measure.objects.create(
        version=version, key=key, position=version.measures.count(), need=need, title=words, responsible=words,
        due_on=date(2027, 12, 1), digest=stories.DIGEST,
    )  # fmt: skip


def a_call(plan: "Plan", actor: "Actor", **facts: Any) -> "GrantCall":
    from ortaq.civic.plans.services import grants

    given = {"measure": "m1", "title": CALL, "own_share_least": 10} | facts
    return grants.open_call(plan=plan, **given, actor=actor, now=NOW)


def a_grant(call: "GrantCall", actor: "Actor", **facts: Any) -> "MicroGrant":
    """A million tenge in two instalments, a quarter of a million of her own; three jobs promised."""
    from ortaq.civic.plans.rules.grants import Part, Promise
    from ortaq.civic.plans.services import grants

    given = {
        "project": PROJECT, "amount": SUM, "parts": [Part(SUM - 1, TODAY), Part(1, date(2027, 9, 1))],
        "promise": Promise(own=250_000_00, youth=2, women=3), "given_on": TODAY,
    } | facts  # fmt: skip
    return grants.give_grant(call=call, **given, actor=actor, now=NOW)


def reported(grant: "MicroGrant", actor: "Actor", **facts: Any) -> Any:
    from ortaq.civic.plans.rules.grants import Outcome
    from ortaq.civic.plans.services import grants

    given = {"on": TODAY, "outcome": Outcome(3, 1, 2, 40), "text": DONE} | facts
    return grants.report(grant=grant, **given, actor=actor, now=NOW)
