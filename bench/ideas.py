"""Ten thousand ideas: `python bench/ideas.py --ideas 10000`.

A dialogue with ideas in Kazakh and Russian, on the map and with supporters who speak for groups. One process asks
itself for pages through the whole application and tells what each takes by the clock and by the processor, with its
statements and bytes; besides, it looks for ideas like one that is being typed.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.clients import get
from bench.showing import milliseconds, percentile, say, table
from bench.spent import environ
from bench.stage import POSTGRES, SQLITE, Failed, Stage, load, machine

CODE = "bench"
PEOPLE = 2_000
WARM = 10
WHAT = [
    "веложол", "саябақ", "жарық шамдар", "балалар алаңы", "аялдама", "пандус", "арық", "қайың", "велодорожка", "сквер",
    "фонари", "детская площадка", "остановка", "подземный переход", "деревья", "скамейки", "урны", "светофор",
    "тротуар", "парковка", "фонтан", "библиотека", "спортзал", "рынок",
]  # fmt: skip
WHERE = [
    "Абай даңғылында", "Төле би көшесінде", "Сейфуллин даңғылында", "Орбитада", "Таугүл ауданында", "Калқаманда",
    "на Абая", "на Толе би", "в Орбите", "в Аксае", "у школы", "у поликлиники", "вдоль реки Есентай", "возле рынка",
]  # fmt: skip
WHY = [
    "керек, балалар қауіпсіз жүрсін", "салынсын, кешке қараңғы", "жөндеу қажет, ескірген", "нужно отремонтировать",
    "нужно построить для детей и пожилых", "не хватает, люди ходят по дороге", "сделать удобным для колясок",
]  # fmt: skip


def build(count: int) -> None:
    """This will make the city, the dialogue, its ideas and who supports them."""
    from django.utils import timezone

    from ortaq.civic.dialogue.models import Phase, Process
    from ortaq.civic.dialogue.rules.phases import USUAL
    from ortaq.core.matters.models import Matter
    from ortaq.core.territory.models import Body, Territory

    now, day = timezone.now(), timedelta(days=1)
    name = {"kk": "Сынақ", "ru": "Проба", "en": "Bench"}
    city = Territory.objects.create(code="bench", kind="city", name=name)
    districts = [
        Territory.objects.create(code=f"bench.d{n}", kind="district", parent=city, name=name) for n in range(8)
    ]
    body = Body.objects.create(code="bench", kind="centre", name=name, short_name=name, territory=city, operator=True)
    card = Matter.objects.create(
        number="bench", kind="process", title="Bench", language="kk", channel="desk", stage="published",
        visibility="public", opened_at=now, changed_at=now, territory=city,
    )  # fmt: skip
    process = Process.objects.create(
        matter=card, code=CODE, body=body, territory=city, recipe="forum", title=name, state="published", listed=True
    )
    allows = [deed.value for deed in USUAL["collect"]]
    Phase.objects.create(
        process=process, position=0, kind="collect", opens_at=now - day, closes_at=now + day, allows=allows
    )
    people = _people(now)
    _support(process, _ideas(process, count, people, districts, now), people, now)


def _people(now: Any) -> list[int]:
    from ortaq.core.people.models import Person

    made = Person.objects.bulk_create(Person(name="Bench", created_at=now, demo=True) for _ in range(PEOPLE))
    return [person.pk for person in made]


def _ideas(process: Any, count: int, people: list[int], districts: list[Any], now: Any) -> list[int]:
    from ortaq.civic.dialogue.models import Idea, IdeaStem
    from ortaq.civic.dialogue.queries.similar import stems_of
    from ortaq.civic.dialogue.rules.ideas import THEMES
    from ortaq.core.matters import services as matters
    from ortaq.core.people.actor import system

    chance, actor = random.Random(7), system("bench")
    said = [f"{chance.choice(WHAT)} {chance.choice(WHERE)} {n}" for n in range(count)]
    texts = [f"{title}: {chance.choice(WHY)}. {chance.choice(WHAT)} {chance.choice(WHY)}." for title in said]
    openings = [
        matters.Opening(
            title=title, language="kk", opened_at=now, channel="portal", stage="shown", visibility="public",
            lon=chance.uniform(76.80, 76.98), lat=chance.uniform(43.17, 43.30),
        )
        for title in said
    ]  # fmt: skip
    cards = matters.open_many(kind="idea", series="idea-ibench", openings=openings, actor=actor, now=now)
    Idea.objects.bulk_create(
        (
            Idea(
                matter_id=card.matter_id, process=process, author_id=chance.choice(people), text=text, public_text=text,
                theme=chance.choice(THEMES), shape=_shape(n, opening), state="shown", district=chance.choice(districts),
                posted_at=now - timedelta(minutes=n),
            )
            for n, (card, opening, text) in enumerate(zip(cards, openings, texts, strict=True))
        ),
        batch_size=500,
    )  # fmt: skip
    rows = zip(cards, said, texts, strict=True)
    IdeaStem.objects.bulk_create(
        (
            IdeaStem(process=process, idea_id=card.matter_id, stem=stem)
            for card, title, text in rows
            for stem in stems_of(title=title, text=text, language="kk")
        ),
        batch_size=2000,
    )
    index = [(card.matter_id, text, "kk") for card, text in zip(cards, texts, strict=True)]
    matters.index_new(rows=index, actor=actor, now=now)
    return [card.matter_id for card in cards]


def _shape(n: int, opening: Any) -> dict[str, Any]:
    lon, lat = opening.lon, opening.lat
    if n % 10:
        return {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "LineString", "coordinates": [[lon + k * 3e-4, lat + k % 7 * 4e-4] for k in range(40)]}


def _support(process: Any, ideas: list[int], people: list[int], now: Any) -> None:
    """Each of the people supports twenty ideas and speaks for a group or two."""
    from django.db.models import Count

    from ortaq.civic.dialogue.models import Idea, PersonLens
    from ortaq.civic.dialogue.rules.lenses import LENSES
    from ortaq.core.discussion.models import Support

    chance = random.Random(11)
    weights = [1 / (n + 20) for n in range(len(ideas))]
    pairs = {(idea, person) for person in people for idea in chance.choices(ideas, weights, k=20)}
    Support.objects.bulk_create(
        (Support(matter_id=idea, person_id=person, given_at=now) for idea, person in pairs), batch_size=2000
    )
    PersonLens.objects.bulk_create(
        PersonLens(process=process, person_id=person, lens=lens)
        for person in people
        for lens in chance.sample(LENSES, chance.randint(1, 2))
    )
    counted = Support.objects.values_list("matter").annotate(n=Count("id")).order_by()
    rows = [Idea(matter_id=idea, supporters=n) for idea, n in counted]
    Idea.objects.bulk_update(rows, ["supporters"], batch_size=500)


def addresses() -> dict[str, list[str]]:
    """This will give addresses by kind of page."""
    from ortaq.civic.dialogue.models import Idea, Process
    from ortaq.civic.dialogue.queries import ideas as queries

    process = Process.objects.get(code=CODE)
    numbers = list(Idea.objects.order_by("-supporters").values_list("matter__number", flat=True)[:200])
    deep, page = [], queries.listed(process, queries.Filter())
    for _ in range(50):
        page = queries.listed(process, queries.Filter(), page.older)
        deep.append(page.older)
    here = f"/kk/dialogue/{CODE}/ideas/"
    return {
        "list": [here],
        "list, far down": [f"{here}?after=%3C{key[1:]}" for key in deep],
        "list, most wanted": [f"{here}?order=wanted"],
        "list by theme and district": [f"{here}?theme=transport&district=bench.d{n}" for n in range(8)],
        "list by words": [f"{here}?q=%D0%B2%D0%B5%D0%BB%D0%BE%D0%B6%D0%BE%D0%BB"],
        "idea": [f"{here}{number}/" for number in numbers],
        "map page": [f"{here}map/"],
        "map: 1 000 ideas": [f"{here}map.json?bbox=76.5,43.0,77.3,43.5&zoom=10"],
        "who is heard": [f"{here}voices/"],
    }


def measured(application: Any, requests: list[bytes]) -> list[object]:
    """This will tell what requests take: p50 and p95 by the clock, CPU, statements and bytes of the dearest."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clock, spent, most, size = [], [], 0, 0
    for n, request in enumerate(requests):
        statuses: list[str] = []
        began, used = time.perf_counter(), time.process_time()
        answer = application(environ(request), lambda status, *_, kept=statuses: kept.append(status))
        octets = b"".join(answer)
        answer.close()
        clock.append(time.perf_counter() - began)
        spent.append(time.process_time() - used)
        if statuses[0][:3] != "200":
            raise Failed(f"{request[:80]!r} was answered with {statuses[0]}")
        size = max(size, len(octets))
        if n < WARM:
            with CaptureQueriesContext(connection) as captured:
                application(environ(request), lambda *_: None).close()
            most = max(most, len(captured))
    kept, cpu = clock[WARM:], statistics.median(spent[WARM:])
    return [
        milliseconds(percentile(kept, 50)), milliseconds(percentile(kept, 95)), milliseconds(cpu), most,
        f"{size / 1024:.0f}",
    ]  # fmt: skip


def typed(count: int) -> list[object]:
    """This will tell what looking for similar ideas takes while somebody types."""
    from ortaq.civic.dialogue.models import Process
    from ortaq.civic.dialogue.queries import similar

    process, chance, clock = Process.objects.get(code=CODE), random.Random(3), []
    ask: Callable[[], object] = lambda: similar.find(  # noqa: E731, one question asked many times
        process, title=f"{chance.choice(WHAT)} {chance.choice(WHERE)}", text=chance.choice(WHY)
    )
    for _ in range(WARM + count):
        began = time.perf_counter()
        ask()
        clock.append(time.perf_counter() - began)
    kept = clock[WARM:]
    return [
        "similar ideas, the query",
        milliseconds(percentile(kept, 50)),
        milliseconds(percentile(kept, 95)),
        "",
        3,
        "",
    ]


def play(stage: Stage, ideas: int, count: int) -> str:
    """This will fill the stage and measure on it."""
    stage.ortaq("migrate")
    stage.open()
    from ortaq.doors.terminal.verbs.demo import collect_static
    from ortaq.site.wsgi import application

    collect_static()
    build(ideas)
    stage.settle()
    rows = [
        [kind, *measured(application, [get(path, 80) for path in islice(cycle(paths), WARM + count)])]
        for kind, paths in addresses().items()
    ]
    return table(["what is asked", "p50", "p95", "CPU", "statements", "KB"], [*rows, typed(count)])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ideas", type=int, default=10_000)
    parser.add_argument("--database", default=SQLITE, help=f"sqlite (default) or {POSTGRES}")
    parser.add_argument("--count", type=int, default=100, help="requests of each kind")
    given = parser.parse_args(arguments)
    try:
        with Stage(given.database) as stage:
            say(f"{stage.name}, {machine()}; load {load()}; {given.ideas} ideas, milliseconds\n")
            say(play(stage, given.ideas, given.count))
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
