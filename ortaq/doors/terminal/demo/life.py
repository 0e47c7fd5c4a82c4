"""The city's habits: what people write about in which month, when, through which door, and how bodies answer."""

import random
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from ortaq.doors.terminal.demo import atlas

ALMATY = ZoneInfo("Asia/Almaty")
PER_CENT = 100
BREAKFAST = 7


def habits() -> dict[str, Any]:
    """Return `life.json`."""
    found: dict[str, Any] = atlas.read("life")
    return found


def draw(rng: random.Random, weights: Mapping[str, float]) -> str:
    """Draw one key by its weight."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def happens(rng: random.Random, share: str) -> bool:
    """Toss for one of the named shares of `life.json`, given in per cent."""
    return rng.random() * PER_CENT < float(habits()["shares"][share])


def group_of(topic: str) -> str:
    """Return the root of a dotted topic code."""
    return topic.split(".", 1)[0]


@dataclass(frozen=True)
class Moments:
    """The days from start to end with their running weights; newer days are a little busier."""

    days: tuple[date, ...]
    running: tuple[float, ...]
    end: datetime

    @classmethod
    def between(cls, start: date, end: datetime) -> "Moments":
        """Weigh each day by its weekday and by how far the portal had become known; `end` is aware."""
        last = end.astimezone(ALMATY).date()
        if last < start:
            raise ValueError("the demo's last day lies before its first")
        days = tuple(start + timedelta(days=step) for step in range((last - start).days + 1))
        weekdays = habits()["weekdays"]
        known = (1 + 0.5 * step / len(days) for step in range(len(days)))
        running = tuple(accumulate(weekdays[day.weekday()] * factor for day, factor in zip(days, known, strict=True)))
        return cls(days, running, end)

    def draw(self, rng: random.Random) -> datetime:
        """Draw a moment, aware, in the city's time zone and not after the end."""
        while True:
            day = self.days[bisect(self.running, rng.random() * self.running[-1])]
            hour = rng.choices(range(24), weights=habits()["hours"])[0]
            moment = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), tzinfo=ALMATY)
            if moment <= self.end:
                return moment


def awake(moment: datetime) -> datetime:
    """Return the moment, or in the small hours one after breakfast."""
    return moment + timedelta(hours=BREAKFAST) if moment.hour < BREAKFAST else moment


@lru_cache(maxsize=12)
def topic_weights(month: int) -> dict[str, float]:
    """Return topic code → weight in a month, 1 for January."""
    weights = {}
    for code, habit in habits()["topics"].items():
        season = habits()["seasons"][habit["season"]]
        weights[code] = habit["weight"] * season[month - 1] * len(season) / sum(season)
    return weights


def draw_kind(rng: random.Random, topic: str) -> str:
    """Draw the legal kind of an appeal about a topic."""
    kinds_of = habits()["kinds_of"]
    profile = kinds_of.get(topic) or kinds_of.get(group_of(topic), "fault")
    return draw(rng, habits()["kinds"][profile])


def may_lack_place(topic: str) -> bool:
    """Tell whether people write about the topic without naming a point."""
    return any(topic == prefix or topic.startswith(prefix + ".") for prefix in habits()["no_place_topics"])


def scene_of(topic: str) -> str:
    """Return the name of the drawn scene for a topic, empty when none fits."""
    scene: str = habits()["topics"][topic]["scene"]
    return scene
