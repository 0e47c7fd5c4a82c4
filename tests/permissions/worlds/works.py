"""A grant of Bostandyk's akimat that is done: measured, photographed, looked at; a workshop with a concept nobody built on."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.civic.works import stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor
    from tests import factories

NAMESPACES = ("works", "works_desk")
SCENES = False
FORM = {
    "stage": "stopped", "reached_on": "2027-03-02", "note": "Құжат № 12", "work_kind": "grant", "measure": "tree",
    "unit": "piece", "amount_planned": "5", "amount_built": "6", "verdict": "yes", "paid": "yes", "settled_on": "2027-03-01",
    "on": "2027-03-01", "jobs": "4", "jobs_youth": "1", "jobs_women": "2", "starts_on": "2027-03-01",
    "ends_on": "2027-03-03", "summary_kk": "Көлеңке", "summary_ru": "Тень", "state_as_promised": "fine",
    "state_clean": "fine", "state_wheels": "unseen",
}  # fmt: skip


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    from ortaq.civic.works.services import acceptance, grants, quantities
    from ortaq.civic.works.services import works as services

    actor = city.officer(stories.BODY)
    work = stories.a_grant(city)
    at = {"actor": actor, "now": NOW}
    quantities.set_quantity(work=work, kind="tree", unit="piece", planned=4, done=4, **at)
    part = {"amount": work.planned, "due_on": NOW.date() + timedelta(days=9), "purpose": "Көшеттер"}
    grants.keep_payments(work=work, parts=[part], **at)
    work = services.move_work(
        work=work, stage="done", reached_on=NOW.date(), note="Бітті.", links=stories.LINK, **at
    )  # fmt: skip
    from tests import factories as people

    found = stories.checklist(work, as_promised="Көшет аз.")
    made = acceptance.inspect_work(
        work=work, found=found, actor=people.resident(people.a_person()), now=NOW
    )  # fmt: skip
    held = stories.a_workshop(city, 1)
    return {
        "number": work.matter.number, "pair": stories.a_pair(work, actor).number, "kind": "tree", "position": 1,
        "defect": made.findings.get(state="defect").pk, "workshop": held.matter.number,
        "concept": held.concepts.get().matter.number,
    }  # fmt: skip


def written() -> tuple[int, ...]:
    from ortaq.civic.works.models import (
        Concept,
        GrantResult,
        Inspection,
        Payment,
        PhotoPair,
        Quantity,
        Step,
        Work,
        Workshop,
    )

    counted = (Work, Step, Quantity, PhotoPair, Inspection, GrantResult, Workshop, Concept)
    settled = Payment.objects.exclude(state="due").count()
    return (*(model.objects.count() for model in counted), settled)
