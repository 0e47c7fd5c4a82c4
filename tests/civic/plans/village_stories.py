"""A village plan for tests, laid straight into its tables: who met, what hurts, what is done about it, how it goes on.

version = a_village_version()        # in the making: give it its parts, then `stories.shown(version)`
coverage(version)                    # the need solved without budget money
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from tests import records
from tests.civic.plans import stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.plans.models import (
        Actual,
        Gathering,
        Group,
        Measure,
        MeasureStep,
        Need,
        Plan,
        PlanVersion,
        Resource,
        Result,
        Spending,
    )

TITLE = {"kk": "Аққайың ауылдық округінің даму жоспары", "ru": "План развития Аккаинского сельского округа"}
DIGEST = stories.DIGEST
TODAY = NOW.date()
AGO, AHEAD = TODAY - timedelta(days=90), TODAY + timedelta(days=180)
TENGE = 100
"""Tiyn."""
_number = count(1)


def a_village(**facts: Any) -> "tuple[Plan, Any]":
    """A public plan of a village without versions, and an officer of its akimat."""
    body = facts.pop("body", None) or records.a_body(f"akimat-village-{next(_number)}")
    return stories.a_plan(**{"kind": "village_plan", "title": TITLE, "body": body} | facts)


def a_village_version(**facts: Any) -> "PlanVersion":
    """The first version of a new village plan, in the making."""
    plan, _officer = a_village(**facts)
    return stories.a_version(plan)


def a_group(plan: "Plan", code: str = "women", people: int | None = 300, **name: str) -> "Group":
    from ortaq.civic.plans.models import Group

    given = name or {"kk": "Әйелдер", "ru": "Женщины", "en": "Women"}
    return Group.objects.create(plan=plan, code=code, name=given, people=people)


def a_gathering(plan: "Plan", attendance: "dict[Group, int] | None" = None, **facts: Any) -> "Gathering":
    from ortaq.civic.plans.models import Attendance, Gathering

    given = {
        "kind": "group_meeting", "held_on": AGO, "came": 40, "residents": 600, "told_at": NOW,
        "place": {"kk": "Мектеп", "ru": "Школа", "en": "The school"},
        "minutes": {"kk": "Суды талқыладық.", "ru": "Говорили о воде.", "en": "We spoke of water."},
    } | facts  # fmt: skip
    held = Gathering.objects.create(plan=plan, **given)
    for group, people in (attendance or {}).items():
        Attendance.objects.create(gathering=held, group=group, people=people)
    return held


def a_need(version: "PlanVersion", key: str, **facts: Any) -> "Need":
    from ortaq.civic.plans.models import Need

    given = {
        "position": Need.objects.filter(version=version).count(), "theme": "water",
        "title": {"kk": f"Су жоқ {key}", "ru": f"Нет воды {key}", "en": f"No water {key}"},
    } | facts  # fmt: skip
    return Need.objects.create(version=version, key=key, **given)


def a_measure(need: "Need", key: str, **facts: Any) -> "Measure":
    from ortaq.civic.plans.models import Measure

    given = {
        "position": Measure.objects.filter(version=need.version_id).count(), "due_on": AHEAD, "digest": DIGEST,
        "title": {"kk": f"Ұңғыма бұрғылау {key}", "ru": f"Пробурить скважину {key}", "en": f"Drill a well {key}"},
        "responsible": {"kk": "Округ әкімі", "ru": "Аким округа", "en": "Akim of the okrug"},
    } | facts  # fmt: skip
    return Measure.objects.create(version_id=need.version_id, need=need, key=key, **given)


def a_resource(measure: "Measure", key: str, kind: str = "district", planned: int = 1_000_000 * TENGE, **facts: Any) -> "Resource":  # fmt: skip
    from ortaq.civic.plans.models import Resource

    given = {
        "position": Resource.objects.filter(version=measure.version_id).count(), "digest": DIGEST, "kind": kind,
        "planned": planned,
    } | facts  # fmt: skip
    return Resource.objects.create(version_id=measure.version_id, measure=measure, key=key, **given)


def a_result(measure: "Measure", key: str, baseline: Any = 0, target: Any = 100, **facts: Any) -> "Result":
    from ortaq.civic.plans.models import Result

    given = {
        "position": Result.objects.filter(version=measure.version_id).count(),
        "baseline": Decimal(baseline), "target": Decimal(target), "baseline_on": AGO, "target_on": AHEAD,
        "title": {"kk": f"Су бар үйлер {key}", "ru": f"Дома с водой {key}", "en": f"Homes with water {key}"},
        "unit": {"kk": "үй", "ru": "домов", "en": "homes"},
    } | facts  # fmt: skip
    return Result.objects.create(version_id=measure.version_id, measure=measure, key=key, **given)


def a_step(plan: "Plan", measure: str, state: str = "done", on: date = TODAY, note: str = "Бітті.") -> "MeasureStep":
    from ortaq.civic.plans.models import MeasureStep

    return MeasureStep.objects.create(plan=plan, measure=measure, state=state, on=on, note={"kk": note}, told_at=NOW)


def a_spending(plan: "Plan", resource: str, amount: int, on: date = TODAY) -> "Spending":
    from ortaq.civic.plans.models import Spending

    return Spending.objects.create(plan=plan, resource=resource, on=on, amount=amount, source="Акт № 1", told_at=NOW)


def an_actual(
    plan: "Plan", result: str, value: Any, people: int | None = None, on: date = TODAY, source: str = "Акт № 2"
) -> "Actual":
    from ortaq.civic.plans.models import Actual

    return Actual.objects.create(
        plan=plan, result=result, on=on, value=Decimal(value), people=people, source=source, told_at=NOW
    )


def coverage(version: "PlanVersion", number: int = 1) -> "Measure":
    """A need solved without budget money: talks with an operator gave 560 people a network."""
    need = a_need(
        version, f"n-net-{number}", theme="communication", dots=34,
        title={"kk": "Ұялы байланыс жоқ", "ru": "Нет мобильной связи", "en": "No mobile network"},
        text={"kk": "Дәрігерді шақыру мүмкін емес.", "ru": "Нельзя вызвать врача.", "en": "No doctor can be called."},
    )  # fmt: skip
    measure = a_measure(
        need, f"m-net-{number}", due_on=AGO + timedelta(days=80),
        title={"kk": "Оператормен келіссөз жүргізу", "ru": "Переговоры с оператором", "en": "Talk with the operator"},
    )  # fmt: skip
    note = {"kk": "Келісім, ақшасыз", "ru": "Соглашение без денег бюджета", "en": "An agreement, no budget money"}
    a_resource(measure, f"r-net-{number}", "without_money", 0, note=note)
    a_result(
        measure, f"i-net-{number}", 0, 560,
        title={"kk": "Байланысы бар адамдар", "ru": "Люди со связью", "en": "People with a network"},
        unit={"kk": "адам", "ru": "человек", "en": "people"},
    )  # fmt: skip
    a_step(version.plan, measure.key, "running", AGO, "Келіссөз басталды.")
    a_step(version.plan, measure.key, "done", TODAY - timedelta(days=20), "Мұнара орнатылды.")
    an_actual(version.plan, f"i-net-{number}", 560, 560, TODAY - timedelta(days=10))
    return measure


def whole(version: "PlanVersion") -> None:
    """Everything a plan can hold: a tree of needs, one put off, one done for nothing, one under way, one late."""
    plan = version.plan
    women, young = a_group(plan), a_group(plan, "young", 120, kk="Жастар", ru="Молодёжь", en="Young people")
    met = a_gathering(
        plan, {women: 22, young: 6}, kind="gathering", rule="gathering-2023", valid=True, came=90, entitled=430
    )
    a_gathering(plan, {young: 15}, came=15, held_on=AGO + timedelta(days=3))
    coverage(version)
    water = a_need(version, "n-water", dots=51, gathering=met, groups=["women"])
    pipe = a_need(version, "n-pipe", dots=12, cause_of=water, theme="water", groups=["young"])
    a_need(version, "n-dry", cause_of=pipe, put_off={"kk": "Аудан шешеді.", "ru": "Решает район.", "en": "The district's."})  # fmt: skip
    well = a_measure(water, "m-well", lon=82.61, lat=49.95)
    a_resource(well, "r-well", year=TODAY.year, note={"kk": "«Ауыл — ел бесігі»", "ru": "«Ауыл — ел бесігі»"})
    a_resource(well, "r-hands", "own_labour", 200_000 * TENGE)
    a_result(well, "i-well", 20, 120)
    a_step(plan, "m-well", "running", AGO)
    a_spending(plan, "r-well", 400_000 * TENGE)
    an_actual(plan, "i-well", 70, 280)
    late = a_measure(pipe, "m-pipe", due_on=TODAY - timedelta(days=1))
    a_resource(late, "r-pipe", "regional", 5_000_000 * TENGE)
    a_result(late, "i-pipe", "37.5", "5")


def a_whole_village(**facts: Any) -> "PlanVersion":
    """A village everyone reads, with everything in it."""
    version = a_village_version(**facts)
    whole(version)
    return stories.shown(version)
