"""What residents said, about to become a work or to go into a plan: an appeal everybody reads, an accepted idea, a village."""

from typing import TYPE_CHECKING, Any

from tests import factories
from tests.civic.dialogue import fate_stories
from tests.civic.dialogue import stories as dialogues
from tests.civic.plans import stories as plans
from tests.civic.plans import village_stories
from tests.civic.works import stories as works
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

NAMESPACES = ("words",)
SCENES = False
BODY = works.BODY
VILLAGE = "aul-zhospary"


class Number:
    """The number of a card, known once the world stands."""

    said = ""

    def __str__(self) -> str:
        return self.said


APPEAL, WORK = Number(), Number()
FORM: dict[str, Any] = {
    "tied_to": "new", "keeper": BODY, "numbers": APPEAL, "carried_by": WORK, "where": f"{VILLAGE}/n1",
}  # fmt: skip


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    from ortaq.core.matters import services as matters
    from ortaq.journeys import tying

    body, actor = city.bodies[BODY], city.officer(BODY)
    at: dict[str, Any] = {"actor": actor, "now": NOW}
    fixed, appeal = (factories.an_appeal(city, topic="other") for _ in range(2))
    for one in (fixed, appeal):
        matters.move(matter=one.matter, visibility="public", **at)
        type(one).objects.filter(pk=one.pk).update(listed=True)
    done, under_way = factories.a_work(city), factories.a_work(city)
    tying.tie(origins=[fixed.matter], result=done.matter, body=body, **at)
    works.moved(done, actor, "done", now=NOW)
    process, _officer = dialogues.a_process(body=body, code="aul-sozi")
    cluster = fate_stories.answered(fate_stories.a_cluster(process, actor), actor)
    plan, _maker = plans.a_plan(body=body, code=VILLAGE, kind="village_plan")
    version = plans.a_version(plan)
    village_stories.a_measure(village_stories.a_need(version, "n1"), "m1")
    plans.shown(version)
    APPEAL.said, WORK.said = appeal.matter.number, under_way.matter.number
    return {
        "said": fixed.matter.number, "work": under_way.matter.number, "process": process.code,
        "cluster": cluster.number, "plan": VILLAGE, "need": "n1", "measure": "m1",
    }  # fmt: skip


def written() -> tuple[int, ...]:
    from ortaq.civic.plans.models import PartCard
    from ortaq.core.matters.models import Link

    return Link.objects.count(), PartCard.objects.count()
