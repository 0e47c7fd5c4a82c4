"""A work of Bostandyk's akimat, at its first stage."""

from typing import TYPE_CHECKING, Any

from tests import factories

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

NAMESPACES = ("works",)
SCENES = False
FORM = {"stage": "design", "reached_on": "2027-03-02"}


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    work = factories.a_work(city)
    return {"number": work.matter.number}


def written() -> tuple[int, ...]:
    from ortaq.civic.works.models import Step

    return (Step.objects.count(),)
