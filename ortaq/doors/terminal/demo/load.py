"""Loads the demo city: everything or nothing, in one transaction that ends with the moment of loading."""

import gc
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ortaq.core.journal.reactions import without_later
from ortaq.core.people import queries as people
from ortaq.core.people.actor import system
from ortaq.doors.terminal.demo import atlas, chronicle
from ortaq.doors.terminal.demo.appeals import generate
from ortaq.doors.terminal.demo.budgets import Budgets
from ortaq.doors.terminal.demo.cast import Cast, gather
from ortaq.doors.terminal.demo.contests import Contests
from ortaq.doors.terminal.demo.dialogue import Dialogues
from ortaq.doors.terminal.demo.founding import City, found_city, founded_at
from ortaq.doors.terminal.demo.indicators import Indicators
from ortaq.doors.terminal.demo.life import ALMATY
from ortaq.doors.terminal.demo.plans import Plans
from ortaq.doors.terminal.demo.remarks import Remarks
from ortaq.doors.terminal.demo.replay import Replay
from ortaq.doors.terminal.demo.threads import Threads
from ortaq.doors.terminal.demo.villages import Villages
from ortaq.doors.terminal.demo.works import Works

Progress = Callable[[int, int, str], None]
"""Called with (done, of, title)."""

APPEALS = 2000
SMALL = 500
"""A city of fewer appeals also votes and judges less."""
SEED = 2026
TWO_YEARS = timedelta(days=730)
TERMS_AHEAD = timedelta(days=75)
"""The longest extended term has to end inside the years the calendar covers."""
EVENTS_BETWEEN_LINES = 100


def is_loaded() -> bool:
    """Whether the demo city is there. It comes in one transaction, so it is there as a whole or not at all."""
    return bool(people.demo_accounts())


def load(
    progress: Progress, *, n: int = APPEALS, seed: int = SEED, span: timedelta = TWO_YEARS, now: datetime | None = None
) -> Replay | None:
    """Load n appeals of the span up to `now` (aware) with all that happened to them; None when the city is there.

    No task is promised: people of the past are not written to again. `progress` hears (done, of, title).
    """
    if is_loaded():
        return None
    end = min((now or timezone.now()).astimezone(ALMATY), _last_moment())
    with transaction.atomic(), without_later(), _calm_collector():
        progress(0, 3, "Places, bodies, people")
        city = found_city(actor=system("demo"))
        progress(1, 3, "Places, bodies, people")
        cast = gather(city.bodies, actor=system("demo"), now=founded_at())
        progress(2, 3, "Places, bodies, people")
        start = max((end - span).date(), founded_at().date())
        appeals = list(generate(n, seed=seed, start=start, end=end))
        progress(3, 3, "Places, bodies, people")
        replay = Replay(city, cast, appeals)
        events = chronicle.tell(appeals, seed=seed, end=end)
        for done, event in enumerate(events):
            if done % EVENTS_BETWEEN_LINES == 0:
                progress(done, len(events), "Two years of the city")
            replay.happen(event)
        progress(len(events), len(events), "Two years of the city")
        progress(0, 1, "Votes, juries, works")
        _decide_together(city, cast, random.Random(seed), end, small=n < SMALL)
        Threads(city, replay).run(end)
        progress(1, 1, "Votes, juries, works")
    return replay


def _decide_together(city: City, cast: Cast, rng: random.Random, end: datetime, *, small: bool) -> None:
    """Let the city vote, judge and talk; a small city has few projects, applications and voices."""
    if small:
        Budgets(city, cast, rng, projects=3, forms=3).run(end)
        Dialogues(city, cast, rng, voters=12, seats=20, crowd=4).run(end)
        Plans(city, small=True, said=Remarks(city, cast, small=True)).run(end)
        Contests(city, cast, rng, applications=14, photos=7).run(end)
        Works(city, cast, rng, small=True).run(end)
        Indicators(city, rng, small=True).run(end)
    else:
        Budgets(city, cast, rng).run(end)
        Dialogues(city, cast, rng).run(end)
        Plans(city, said=Remarks(city, cast)).run(end)
        Contests(city, cast, rng).run(end)
        Works(city, cast, rng).run(end)
        Indicators(city, rng).run(end)
    Villages(city, cast).run(end)


@contextmanager
def _calm_collector() -> Iterator[None]:
    """Keep the garbage collector from walking through all of Django again and again: a tenth of the time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _last_moment() -> datetime:
    """Return the last moment the approved calendar lets the city live to."""
    version = next(row for row in atlas.rows("calendar", "versions") if row["in_force"])
    last = date(max(int(year) for year in version["years"]), 12, 31) - TERMS_AHEAD
    return datetime(last.year, last.month, last.day, 12, tzinfo=ALMATY)
