"""A plan of Bostandyk's akimat with two versions everyone reads and one in the making; parts are added here."""

from typing import TYPE_CHECKING, Any

from shapely.geometry import box

from ortaq.civic.plans.rules import text
from tests.civic.plans import maps, stories
from tests.factories import BOSTANDYK

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor
    from tests import factories

NAMESPACES = ("plans_desk", "plans")
SCENES = False
CODE = "bas-zhospar"
ZONE = "r-1"
LON, LAT = BOSTANDYK
SIDE = 0.002
"""Degrees."""
TEXT = {"kk": "Қала тез өседі.", "ru": "Город быстро растёт."}
FORM = {
    "label_kk": "Жоба", "first_stage": "draft", "next_stage": "hearing", "written_over": text.of_rows([text.Row(0, TEXT)]),
}  # fmt: skip


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    plan, colleague = stories.a_plan(body=city.bodies["akimat-bostandyk"], code=CODE)
    maps.a_table()
    for words in ("Қала өседі.", "Қала дамиды."):
        version = stories.a_version(plan)
        stories.a_paragraph(version, "1", words, ru="Город растёт.")
        maps.drawn(version, colleague, ({"code": "R", "key": ZONE}, box(LON, LAT, LON + SIDE, LAT + SIDE)))
        stories.shown(version)
    stories.a_paragraph(stories.a_version(plan), "1", TEXT["kk"], ru=TEXT["ru"])
    return {"code": CODE, "number": 2, "key": ZONE}


def written() -> tuple[int, ...]:
    from ortaq.civic.plans.models import Paragraph, Plan, PlanVersion

    counts = tuple(model.objects.count() for model in (Plan, PlanVersion, Paragraph))
    return (*counts, PlanVersion.objects.exclude(label={}).count(), Paragraph.objects.exclude(text=TEXT).count())
