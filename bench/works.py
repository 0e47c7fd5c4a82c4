"""A hundred thousand works and the figures of the city over them: `python bench/works.py`.

The works are written in bulk, with quantities, districts and years; the sums are made by the recount anybody may run.
Told is what the page of figures costs whole, for years and districts in turn, what the list a figure opens
costs, and whether every figure is the sum of its list.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.showing import say, table
from bench.stage import load, machine

LIMIT = 80
"""Milliseconds nine and a half of ten pages may take."""
NOW = datetime(2026, 11, 20, tzinfo=UTC)
YEARS = range(2010, 2027)
MANY = 5000


def fill(count: int) -> None:
    """This will write works with one to three quantities each, of all years and districts."""
    from ortaq.civic.works.models import Quantity, Work
    from ortaq.civic.works.rules.quantities import UNIT
    from ortaq.core.matters.models import Matter
    from ortaq.core.territory.models import Body, Territory

    dice = random.Random(5)
    places = list(Territory.objects.filter(kind="district", code__startswith="kz.almaty."))
    body = Body.objects.get(operator=True)
    kinds = list(UNIT)
    for start in range(0, count, MANY):
        numbers = range(start, min(count, start + MANY))
        cards = Matter.objects.bulk_create(
            Matter(
                number=f"w-bench-{n:07d}",
                kind="work",
                title=f"Work {n}",
                language="kk",
                territory=dice.choice(places),
                opened_at=NOW,
                channel="import",
                stage="done",
                visibility="public",
                changed_at=NOW,
            )
            for n in numbers
        )
        works, rows = [], []
        for card in cards:
            year, done = dice.choice(YEARS), dice.random() < 0.8
            works.append(
                Work(
                    matter=card,
                    kind=dice.choice(Work.Kind.values),
                    title={"kk": card.title},
                    body=body,
                    year=year,
                    stage="accepted" if done else "construction",
                    done_on=date(year, 6, 1) if done else None,
                    district=card.territory.code,
                    planned=dice.randrange(10**9),
                )
            )
        for work in Work.objects.bulk_create(works):
            for kind in dice.sample(kinds, dice.randrange(1, 4)):
                amount, built = dice.randrange(1, 5000), work.stage == "accepted"
                rows.append(
                    Quantity(
                        work=work,
                        kind=kind,
                        unit=UNIT[kind],
                        planned=amount,
                        done=amount if built else None,
                        built=built,
                        amount=amount,
                        year=work.year,
                        district=work.district,
                    )
                )
        Quantity.objects.bulk_create(rows)


def asked(addresses: list[str]) -> tuple[list[float], list[float]]:
    """This will give the milliseconds of each page, asked by a guest: by the clock, and of this process alone."""
    from django.test import Client

    client = Client()
    client.get(addresses[0])
    taken, worked = [], []
    for address in addresses:
        began, busy = time.perf_counter(), time.process_time()
        answer = client.get(address)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return taken, worked


def wrong_figures() -> int:
    """This will count the figures that are not the sum of their lists."""
    from django.db.models import Count, Sum

    from ortaq.civic.works.models import Quantity
    from ortaq.civic.works.queries import totals

    found = 0
    for year in (None, *totals.years()):
        figures = totals.figures(year=year).built
        for figure in figures:
            rows = Quantity.objects.filter(kind=figure.kind, built=True, amount__gt=0)
            rows = rows if year is None else rows.filter(year=year)
            found += (figure.amount, figure.works) != tuple(rows.aggregate(s=Sum("amount"), n=Count("pk")).values())
    return found


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[18]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder:
        return measure(Path(folder), given.works)


def measure(folder: Path, count: int) -> int:
    """This will build the register in a folder and measure it."""
    import os

    os.environ.update(ORTAQ_ORIGIN="http://localhost", ORTAQ_HOSTS="testserver localhost")
    from ortaq.doors.terminal.house import open_house

    open_house(env="demo", state_dir=folder)
    from django.core.management import call_command
    from django.db import transaction

    from ortaq.civic.works.services.quantities import recount_totals
    from ortaq.core.people.actor import system
    from ortaq.doors.terminal.demo.founding import found_city

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with transaction.atomic():
        found_city(actor=system("bench"))
        fill(count)
    began = time.perf_counter()
    made = recount_totals(actor=system("bench"), now=NOW)
    counting = time.perf_counter() - began
    names = [f"kz.almaty.{name}" for name in ("alatau", "almaly", "auezov", "bostandyk", "medeu", "turksib", "zhetisu")]
    totals = [f"/ru/works/totals/?year={year}" for year in YEARS] + ["/kk/works/totals/"] * 10
    totals += [f"/kk/works/totals/?year={year}&district={name}" for year in YEARS for name in names]
    lists = [f"/kk/works/?measure=playground&built=yes&year={year}&district={name}" for year in YEARS for name in names]
    lists += [f"/kk/works/?kind=park&district={name}" for name in names] + ["/kk/works/?measure=tree&built=yes"] * 10
    pages, listed = asked(totals), asked(lists)
    wrong = wrong_figures()
    say(f"{machine()}; load {load()}\n")
    rows = [
        (page, len(by_clock), f"{statistics.median(by_clock):.1f}", f"{p95(by_clock):.1f}", f"{p95(own):.1f}")
        for page, (by_clock, own) in (("figures of the city", pages), ("the list of a figure", listed))
    ]
    say(table(("page", "requests", "median, ms", "p95, ms", "p95 of CPU time, ms"), rows))
    say(f"\n{count} works; {made} sums made in {counting:.2f} s; figures that are not the sum of their list: {wrong}")
    return int(p95(pages[0]) > LIMIT or wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
