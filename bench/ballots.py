"""A vote under load: `python bench/ballots.py --database sqlite --voters 6000`.

A call with districts and projects, and residents who have shown their documents. 64 clients stand in line before as
many processes and threads as `ortaq serve` starts on this machine (on SQLite one thread a process, on PostgreSQL
three), which cast through the services a page calls; `--threads 16` gives every client a thread of its own. The
attempts of one resident stand side by side in the line, so that a quarter of the residents try twice at the same
moment, online with another form or for a paper form at the desk. Last, the books are read: nobody stands on the list
twice, no ballot is without a voter, every receipt that was given is listed, and nobody who was told "counted" was
counted twice or not at all.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.showing import milliseconds, say, table, thousands
from bench.stage import POSTGRES, ROOT, SQLITE, Failed, Stage, load, machine

CLIENTS = 64
DISTRICTS, PROJECTS = 8, 35
"""Of each district: Bostandyk's ballot of 2021."""
TWICE = 4
"""Every fourth resident tries a second time."""
CODE = "bench-vote"
READY_AFTER = 8.0
"""Seconds the clients have to load the program before the vote opens to all of them at once."""


def iins(count: int) -> list[str]:
    """This will give valid IINs of people who were never born."""
    from ortaq.engines.personal import check_digit

    found: list[str] = []
    for day in range(28 * 12 * 40):
        born = f"{60 + day // 336:02}{day % 336 // 28 + 1:02}{day % 28 + 1:02}3"
        for serial in range(1, 200):
            digit = check_digit(f"{born}{serial:04}")
            if digit is not None:
                found.append(f"{born}{serial:04}{digit}")
                if len(found) == count:
                    return found
    raise Failed("Too many voters for the days there are.")


def build(voters: int) -> None:
    """This will make the city, the call with its ballot, and the residents."""
    from django.utils import timezone

    from ortaq.civic.budgets.models import Call, Pot, Project
    from ortaq.core.matters.models import Matter
    from ortaq.core.people.models import Account, Person
    from ortaq.core.territory.models import Body, Territory

    now = timezone.now()
    name = {"kk": "Сынақ", "ru": "Проба", "en": "Bench"}
    city = Territory.objects.create(code="bench", kind="city", name=name)
    body = Body.objects.create(code="bench", kind="centre", name=name, short_name=name, territory=city, operator=True)
    card = {"language": "kk", "channel": "desk", "opened_at": now, "changed_at": now, "visibility": "public"}
    matter = Matter.objects.create(number="bench", kind="budget_call", title="Bench", stage="voting", **card)
    day = timedelta(days=1)
    call = Call.objects.create(
        matter=matter, code=CODE, name=name, body=body, state="voting", collects_from=now - 9 * day,
        collects_until=now - 5 * day, votes_from=now - day, votes_until=now + day, spec={}, beside={},
    )  # fmt: skip
    for district in range(DISTRICTS):
        place = Territory.objects.create(code=f"bench.d{district}", kind="district", parent=city, name=name)
        pot = Pot.objects.create(call=call, district=place, amount=80_000_000_000, cap=5_830_000_000)
        cards = Matter.objects.bulk_create(
            Matter(number=f"bench-{district}-{n}", kind="project", title="Bench", stage="on_ballot", **card)
            for n in range(PROJECTS)
        )
        Project.objects.bulk_create(
            Project(
                matter=card_, call=call, pot=pot, category="parks", text="Bench", cost=1_000_000_000,
                state="on_ballot", ballot_number=district * PROJECTS + n + 1, submitted_at=now,
            )
            for n, card_ in enumerate(cards)
        )  # fmt: skip
    people = Person.objects.bulk_create(
        (Person(name="bench", iin=iin, verified_at=now, created_at=now) for iin in iins(voters)), batch_size=500
    )
    Account.objects.bulk_create(
        (Account(person=p, email=f"b{p.pk}@bench.invalid", password="!", joined_at=now) for p in people),
        batch_size=500,
    )


def attempts(people: list[int]) -> list[tuple[int, str, str]]:
    """This will give (person, way, form) in the order of the queue; a second attempt stands beside the first."""
    queue = []
    for index, person in enumerate(people):
        queue.append((person, "online", f"form-{person}-1"))
        if index % TWICE == 0:
            way = "paper" if index % (2 * TWICE) == 0 else "online"
            queue.insert(len(queue) - index % 2, (person, way, f"form-{person}-2"))
    return queue


def work(process: int, of: int, threads: int, begins: float, ends: float) -> None:
    """This will be one of the processes: its threads cast what its clients want and write down what they were told."""
    from ortaq.doors.terminal.house import open_house

    open_house()
    from ortaq.civic.budgets.models import Call, Project
    from ortaq.core.people.models import Person
    from ortaq.core.territory.models import Body

    call = Call.objects.get(code=CODE)
    projects = list(Project.objects.order_by("pk").values_list("pk", flat=True))
    office = Body.objects.get(code="bench")
    iin_of = dict(Person.objects.order_by("pk").values_list("pk", "iin"))
    queue = attempts(list(iin_of))
    told: list[tuple[float, float, str, int, str]] = []
    lines = [queue[client::CLIENTS] for client in range(process, CLIENTS, of)]

    def serve(place: int) -> None:
        from django.db import connections

        time.sleep(max(begins - time.time(), 0))
        waiting = lines[place::threads]
        for person, way, form in (one for together in zip_longest(*waiting) for one in together if one):
            if time.time() > ends:
                break
            started = time.time()
            said, receipt = attempt(call, projects, office, person, iin_of[person], way, form)
            told.append((time.time(), time.time() - started, said, person, receipt))
        connections.close_all()

    serving = [threading.Thread(target=serve, args=(place,)) for place in range(threads)]
    for one in serving:
        one.start()
    for one in serving:
        one.join()
    sys.stdout.write(json.dumps(told))


def attempt(call: Any, projects: list[int], office: Any, person: int, iin: str, way: str, form: str) -> tuple[str, str]:
    """This will cast one ballot or ask for one form, and give what was said and the receipt."""
    from django.utils import timezone

    from ortaq.civic.budgets.services import papers, voting
    from ortaq.core.people.actor import Actor, system
    from ortaq.core.people.refusal import Refused

    now = timezone.now()
    try:
        if way == "paper":
            papers.hand_out_form(call=call, iin=iin, office=office, actor=system("bench"), now=now)
            return "paper", ""
        chosen = sorted({projects[(person * step) % len(projects)] for step in (1, 7, 31)})
        cast = voting.cast_ballot(call=call, projects=chosen, form_token=form, actor=Actor(person_id=person), now=now)
    except Refused as refused:
        return refused.code, ""
    except Exception as error:  # noqa: BLE001, a failure is counted and shown
        return f"{type(error).__name__}: {error}"[:200], ""
    return "online", cast.receipt


@dataclass(frozen=True)
class Outcome:
    """What all clients were told."""

    told: list[tuple[float, float, str, int, str]]
    begins: float
    lasted: float
    """Seconds the vote was meant to last; the last clients end a moment later."""

    @property
    def said(self) -> Counter[str]:
        return Counter(said for _at, _spent, said, _person, _receipt in self.told)

    @property
    def counted(self) -> list[tuple[float, float, str, int, str]]:
        return [one for one in self.told if one[2] in {"online", "paper"}]

    def rate(self) -> float:
        last = max((one[0] for one in self.counted), default=self.begins)
        return len(self.counted) / max(last - self.begins, 0.001)

    def slowest_second(self) -> int:
        """The fewest counted in a whole second: what "sustained" means."""
        seconds = Counter(int(one[0] - self.begins) for one in self.counted)
        whole = range(min(int(self.lasted), max(seconds, default=0)))
        return min((seconds[second] for second in whole), default=0)

    def percentile(self, percent: float) -> float:
        from bench.showing import percentile

        return percentile([one[1] for one in self.told], percent)


def vote(stage: Stage, seconds: float, threads: int) -> Outcome:
    """This will let all clients loose at the same moment and gather what they were told."""
    from ortaq.doors.terminal.serving import sizes

    processes, usual = sizes(on_sqlite=not stage.is_postgres)
    begins = time.time() + READY_AFTER
    of = [str(processes), str(threads or usual), str(begins), str(begins + seconds)]
    running = [
        subprocess.Popen(
            [sys.executable, __file__, "--work", str(n), *of],
            cwd=ROOT, env=stage.environment(), stdout=subprocess.PIPE, text=True,
        )
        for n in range(processes)
    ]  # fmt: skip
    told: list[Any] = []
    try:
        for one in running:
            said, _ = one.communicate(timeout=seconds + READY_AFTER + 120)
            if one.returncode:
                raise Failed(f"a process of the clients ended with {one.returncode}")
            told += json.loads(said)
    finally:
        for one in running:
            one.kill()
    return Outcome([(*row,) for row in told], begins, seconds)


def faults(outcome: Outcome) -> list[str]:
    """This will read the books and name everything that is not as it should be."""
    from django.db import connections

    from ortaq.civic.budgets.models import Ballot, Call, Receipt, Voter
    from ortaq.civic.budgets.rules.ballots import listed

    connections.close_all()
    call = Call.objects.get(code=CODE)
    found = []
    voters = list(Voter.objects.values_list("voter_hash", "way"))
    if len({name for name, _way in voters}) != len(voters):
        found.append("somebody stands on the list twice")
    ways, ballots = Counter(way for _name, way in voters), Ballot.objects.count()
    if ways["online"] != ballots:
        found.append(f"{ballots} ballots of {ways['online']} voters online")
    told = Counter(person for _at, _spent, said, person, _receipt in outcome.counted)
    if twice := [person for person, times in told.items() if times > 1]:
        found.append(f"{len(twice)} residents were counted twice")
    if len(told) != len(voters):
        found.append(f"{len(told)} residents were told that they count, {len(voters)} stand on the list")
    receipts = set(Receipt.objects.values_list("digest", flat=True))
    given = [listed(call.code, receipt) for *_rest, receipt in outcome.counted if receipt]
    if missing := [one for one in given if one not in receipts]:
        found.append(f"{len(missing)} receipts are not listed")
    strange = {said: times for said, times in outcome.said.items() if said not in {"online", "paper", "voted"}}
    if strange:
        found.append(f"refused for another reason: {strange}")
    connections.close_all()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default=SQLITE, help=f"sqlite, or an address such as {POSTGRES}")
    parser.add_argument("--voters", type=int, default=6_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--threads", type=int, default=0, help="in each process (default: as `ortaq serve`)")
    parser.add_argument("--work", nargs=5, default=None, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        process, of, threads, begins, ends = given.work
        work(int(process), int(of), int(threads), float(begins), float(ends))
        return 0
    with Stage(given.database) as stage:
        say(f"{stage.name}, {machine()}; load {load()}")
        stage.ortaq("migrate")
        stage.open()
        build(given.voters)
        from django.db import connections

        connections.close_all()
        outcome = vote(stage, given.seconds, given.threads)
        wrong = faults(outcome)
        rows = [
            [
                stage.name, CLIENTS, thousands(len(outcome.told)), thousands(len(outcome.counted)),
                f"{outcome.rate():.0f}", outcome.slowest_second(), milliseconds(outcome.percentile(50)),
                milliseconds(outcome.percentile(95)), thousands(outcome.said["voted"]), len(wrong),
            ]
        ]  # fmt: skip
        head = [
            "database", "clients", "attempts", "counted", "ballots/s", "slowest second", "p50 ms", "p95 ms",
            "second attempts refused", "faults",
        ]  # fmt: skip
        say(table(head, rows))
        for one in wrong:
            say(f"FAULT: {one}")
        return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortaq.site.settings")
    try:
        sys.exit(main())
    except Failed as failed:
        say(f"FAILED: {failed}")
        sys.exit(1)
