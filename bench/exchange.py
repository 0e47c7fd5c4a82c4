"""Ten thousand measures of village plans: `python bench/exchange.py --measures 10000`.

Five hundred villages with needs in Kazakh and Russian, resources, results, and how they go on. One process asks the
exchange its usual questions through the whole application and tells what each page takes by the clock and by the
processor, with its statements and bytes.
"""

import argparse
import random
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.clients import get
from bench.ideas import WARM, measured
from bench.showing import say, table
from bench.stage import POSTGRES, SQLITE, Failed, Stage, load, machine

A_VILLAGE = 20
"""Measures of one plan; a need has two."""
WHAT = [
    ("Ауыз су жоқ", "Нет питьевой воды"), ("Ұялы байланыс нашар", "Плохая мобильная связь"),
    ("Мектеп төбесі ағады", "Протекает крыша школы"), ("Көше қараңғы", "Темно на улицах"),
    ("Жол бұзылған", "Разбита дорога"), ("Жұмыс жоқ", "Нет работы"), ("Балабақша керек", "Нужен детский сад"),
    ("Қоқыс шығарылмайды", "Не вывозят мусор"), ("Жайылым жетпейді", "Не хватает пастбищ"),
]  # fmt: skip
DONE = ("done", "done", "running", "stopped", "")


def build(count: int) -> None:
    """This will make the villages, their plans and how they go on."""
    from django.utils import timezone

    from ortaq.core.territory.models import Body, Territory

    now, name = timezone.now(), {"kk": "Сынақ", "ru": "Проба", "en": "Bench"}
    place = Territory.objects.create(code="bench", kind="okrug", name=name)
    body = Body.objects.create(code="bench", kind="akimat", name=name, short_name=name, territory=place)
    chance = random.Random(7)
    for number in range(count // A_VILLAGE):
        _fill(_version(number, body, now), chance, now)


def _version(number: int, body: Any, now: Any) -> Any:
    from ortaq.civic.plans.models import Plan, PlanVersion
    from ortaq.core.matters.models import Matter

    card = Matter.objects.create(
        number=f"bench-{number}", kind="plan", title="Bench", language="kk", channel="desk", stage="draft",
        visibility="public", opened_at=now, changed_at=now, territory=body.territory,
    )  # fmt: skip
    plan = Plan.objects.create(
        matter=card, code=f"bench-{number}", kind="village_plan", body=body, territory=body.territory,
        title={"kk": "Сынақ"}, listed=True,
    )  # fmt: skip
    return PlanVersion.objects.create(plan=plan, number=1, stage="draft", made_at=now)


def _fill(version: Any, chance: random.Random, now: Any) -> None:
    from ortaq.civic.plans.models import Actual, Measure, MeasureStep, Need, NeedWords, Resource, Result, Spending
    from ortaq.civic.plans.rules.needs import KINDS, THEMES, WITHOUT_MONEY
    from ortaq.core.matters.search import stems

    today, plan = now.date(), version.plan
    needs = Need.objects.bulk_create(
        Need(version=version, key=f"n{n}", position=n, theme=chance.choice(THEMES), title={"kk": kk, "ru": ru})
        for n in range(A_VILLAGE // 2)
        for kk, ru in [chance.choice(WHAT)]
    )
    NeedWords.objects.bulk_create(
        NeedWords(need=one, stems=f" {stems(one.title['kk'], 'kk')} {stems(one.title['ru'], 'ru')} ") for one in needs
    )
    measures = Measure.objects.bulk_create(
        Measure(
            version=version, key=f"m{n}", position=n, need=needs[n // 2], title={"kk": "Жөндеу", "ru": "Починить"},
            responsible={"kk": "Әкім", "ru": "Аким"}, due_on=today + timedelta(days=90), digest="sha256:0",
        )
        for n in range(A_VILLAGE)
    )  # fmt: skip
    kinds = [chance.choice(KINDS) for _ in measures]
    Resource.objects.bulk_create(
        Resource(version=version, key=f"r{n}", position=n, measure=one, kind=kind, digest="sha256:0",
                 planned=0 if kind == WITHOUT_MONEY else 10**8)
        for n, (one, kind) in enumerate(zip(measures, kinds, strict=True))
    )  # fmt: skip
    Result.objects.bulk_create(
        Result(
            version=version, key=f"i{n}", position=n, measure=one, title={"kk": "Үй", "ru": "Дома"}, baseline=0,
            unit={"kk": "үй", "ru": "дом"}, baseline_on=today, target=100, target_on=today + timedelta(days=90),
        )
        for n, one in enumerate(measures)
    )  # fmt: skip
    MeasureStep.objects.bulk_create(
        MeasureStep(plan=plan, measure=f"m{n}", state=state, on=today, note={"kk": "Иә"}, told_at=now)
        for n in range(A_VILLAGE)
        if (state := chance.choice(DONE))
    )
    for n in range(A_VILLAGE):
        Spending.objects.create(plan=plan, resource=f"r{n}", on=today, amount=10**7, source="Акт", told_at=now)
        Actual.objects.create(plan=plan, result=f"i{n}", on=today, value=50, people=n, source="Акт", told_at=now)
    version.published_at, version.digest = now, "sha256:0"
    version.save(update_fields=["published_at", "digest"])


def addresses(count: int) -> dict[str, str]:
    """This will give the questions akims ask."""
    from ortaq.civic.plans.models import Measure

    middle = Measure.objects.order_by("pk")[count // 2].pk
    here = "/ru/plans/exchange/"
    return {
        "what is done": here,
        "any state": f"{here}?state=",
        "any state, far down": f"{here}?state=&after={middle}",
        "a theme, done without budget money": f"{here}?theme=water&kind=without_money&state=done",
        "words": f"{here}?q={quote('питьевую воду')}&state=",
        "words nobody wrote": f"{here}?q={quote('космодром')}&state=",
    }


def play(stage: Stage, measures: int, count: int) -> str:
    """This will fill the stage and measure on it."""
    stage.ortaq("migrate")
    stage.open()
    from ortaq.doors.terminal.verbs.demo import collect_static
    from ortaq.site.wsgi import application

    collect_static()
    build(measures)
    stage.settle()
    rows = [
        [kind, *measured(application, [get(path, 80)] * (WARM + count))] for kind, path in addresses(measures).items()
    ]
    return table(["what is asked", "p50", "p95", "CPU", "statements", "KB"], rows)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measures", type=int, default=10_000)
    parser.add_argument("--database", default=SQLITE, help=f"sqlite (default) or {POSTGRES}")
    parser.add_argument("--count", type=int, default=50, help="requests of each kind")
    given = parser.parse_args(arguments)
    try:
        with Stage(given.database) as stage:
            say(f"{stage.name}, {machine()}; load {load()}; {given.measures} measures, milliseconds\n")
            say(play(stage, given.measures, given.count))
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
