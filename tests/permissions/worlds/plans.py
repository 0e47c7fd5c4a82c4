"""A village plan of Bostandyk's akimat, with a map: two versions everyone reads and one in the making.

A need and a measure of every version have the key of its zone: one address argument serves three pages.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from shapely.geometry import box

from ortaq.civic.plans.rules import text
from tests.civic.plans import maps, remark_stories, stories, village_stories
from tests.conftest import NOW
from tests.factories import BOSTANDYK
from tests.permissions.worlds import plan_desk

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
DAY, LATER = (NOW - timedelta(days=2)).date().isoformat(), (NOW + timedelta(days=99)).date().isoformat()
VILLAGE = {
    "need_title_kk": "Жол жоқ", "need_title_ru": "Нет дороги", "need_theme": "roads", "dots_n1": "3", "dots_r-1": "2",
    "down": "n1", "measure_title_kk": "Жол салу", "measure_title_ru": "Построить дорогу", "measure_due": LATER,
    "measure_responsible_kk": "Әкім", "measure_responsible_ru": "Аким", "resource_kind": "okrug", "resource_sum": "500",
    "result_title_kk": "Жол", "result_title_ru": "Дорога", "result_unit_kk": "км", "result_unit_ru": "км",
    "result_baseline": "0", "result_baseline_on": DAY, "result_target": "7,5", "result_target_on": LATER,
    "group_name_kk": "Жастар", "group_name_ru": "Молодёжь", "group_code": "g9", "meeting_kind": "group_meeting",
    "held_on": DAY, "came": "14", "step_state": "running", "step_on": DAY, "step_note_kk": "Басталды.",
    "step_note_ru": "Начали.", "spent_sum": "400", "spent_on": DAY, "spent_source": "Акт № 1", "value_now": "5",
    "value_on": DAY, "value_source": "Акт № 2", "report_year": str(NOW.year - 1), "year_text_kk": "Не істедік.",
    "year_text_ru": "Что сделали.",
}  # fmt: skip
"""What the village pages of the desk ask for."""
ANSWERS = {
    "r": f"r{NOW.year}-000001", "answering": "akimat-medeu", "answer_due": LATER, "look": "before", "answers_by": LATER, "remarks_until": LATER,
}  # fmt: skip
"""What the pages of answers ask for beside what dialogues ask for; "r" is the number of what the owner says."""
FORM = {
    "label_kk": "Жоба", "first_stage": "draft", "next_stage": "hearing", "written_over": text.of_rows([text.Row(0, TEXT)]),
    **VILLAGE, **ANSWERS, **plan_desk.FORM,
}  # fmt: skip


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    plan, colleague = stories.a_plan(body=city.bodies["akimat-bostandyk"], code=CODE, kind="village_plan")
    village_stories.a_gathering(plan, {village_stories.a_group(plan): 12})
    maps.a_table()
    for years, words in ((2, "Қала өседі."), (0, "Қала дамиды.")):
        version = stories.a_version(plan)
        stories.a_paragraph(version, "1", words, ru="Город растёт.")
        maps.drawn(version, colleague, ({"code": "R", "key": ZONE}, box(LON, LAT, LON + SIDE, LAT + SIDE)))
        _needs(version)
        version.published_at, version.digest = NOW - timedelta(days=365 * years), stories.DIGEST
        version.save(update_fields=["published_at", "digest"])
    _long_read(plan)
    said = _said(plan, owner)
    making = stories.a_version(plan)
    stories.a_paragraph(making, "1", TEXT["kk"], ru=TEXT["ru"])
    _needs(making)
    return {
        "code": CODE, "number": 2, "key": ZONE, "need": "n1", "measure": "m1", "resource": "r1", "result": "i1",
        "group": "women", "part": "words", "year": NOW.year - 2,
        "said": said, "question": "words", **plan_desk.build(plan, making, colleague),
    }  # fmt: skip


def _needs(version: Any) -> None:
    """A whole chain under its own keys, and one whose need and measure have the key of the zone."""
    for place, (need, measure) in enumerate([("n1", "m1"), (ZONE, ZONE)], start=1):
        one = village_stories.a_measure(village_stories.a_need(version, need), measure)
        village_stories.a_resource(one, f"r{place}")
        village_stories.a_result(one, f"i{place}")


def _said(plan: Any, owner: "Actor") -> str:
    """The number of what the owner says about the newest version."""
    from ortaq.civic.plans.models import PlanVersion, Remark
    from ortaq.core.matters.models import Matter

    said = remark_stories.said(PlanVersion.objects.get(plan=plan, number=2), remark_stories.on("paragraph", "1"))
    Remark.objects.filter(pk=said.pk).update(author=owner.person_id)  # her account comes later, with her browser
    Matter.objects.filter(pk=said.pk).update(opened_by=owner.person_id)
    return said.matter.number


def _long_read(plan: Any) -> None:
    """Everyone reads the plan for two years; the report of the first one is there."""
    from ortaq.civic.plans.models import PlanVersion, YearReport
    from ortaq.civic.plans.queries import progress

    version = PlanVersion.objects.get(plan=plan, number=2)
    YearReport.objects.create(
        plan=plan, year=NOW.year - 2, text=TEXT, published_at=NOW,
        figures=progress.figures(version, until=date(NOW.year - 2, 12, 31)),
    )  # fmt: skip


def written() -> tuple[Any, ...]:
    from ortaq.civic.plans.models import (
        Actual,
        Gathering,
        Group,
        Measure,
        MeasureStep,
        Need,
        Paragraph,
        Plan,
        PlanVersion,
        Remark,
        Resource,
        Result,
        Spending,
        YearReport,
    )

    counts = tuple(model.objects.count() for model in (Plan, PlanVersion, Paragraph))
    counts += tuple(model.objects.count() for model in (Need, Measure, Resource, Result, Group, Gathering))
    counts += tuple(model.objects.count() for model in (MeasureStep, Spending, Actual, YearReport, Remark))
    words: tuple[Any, ...] = tuple(Remark.objects.order_by("pk").values_list("state", "supporters", "fate", "due_on"))
    words += tuple(Need.objects.order_by("pk").values_list("theme", "position", "dots"))
    words += tuple(Measure.objects.order_by("pk").values_list("digest"))
    words += tuple(str(name) for name in Group.objects.order_by("pk").values_list("name", flat=True))
    return (
        *counts,
        *words,
        *plan_desk.written(),
        PlanVersion.objects.exclude(label={}).count(),
        Paragraph.objects.exclude(text=TEXT).count(),
    )
