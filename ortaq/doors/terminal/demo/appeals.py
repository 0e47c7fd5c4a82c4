"""Two years of appeals in three languages, invented: same numbers in, same appeals out."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from heapq import merge

from ortaq.civic.reception import acts
from ortaq.civic.reception.rules import title_of
from ortaq.doors.terminal.demo import atlas, life, phrases, routes
from ortaq.doors.terminal.demo.history import Opened, Step, plan
from ortaq.doors.terminal.demo.places import Place, Spot, address, all_places, at_crossing, draw_spot
from ortaq.doors.terminal.demo.replies import bodies
from ortaq.doors.terminal.demo.speech import is_thanks, say
from ortaq.doors.terminal.demo.workdays import calendar_in_force

CLOSES_AT = time(18)
DEMO_PASSWORD = "ortaq-demo"  # noqa: S105  printed for every visitor of the demo, opens nothing else
BUSY_GROUPS = ("clean", "transport", "yard.noise", "roads.parking", "service.tourism")
NEW_QUARTER_TOPICS = ("roads.sidewalk", "light.dark", "social.crowding", "transport.route", "water.outage", "yard.dogs")
BUSY, QUIET = 3.0, 0.35
WAITING = {"transport": 16, "akimat-bostandyk": 14}
"""Unanswered appeals of the last weeks for the bodies whose officers have demo accounts, in a city of full size."""
WAITING_ELSEWHERE = 2
LATELY = timedelta(days=27)
FULL_SIZE, CANDIDATES = 2000, 1200
PHOTO_CHANNELS = ("portal", "mobile", "open311")


@dataclass(frozen=True)
class Applicant:
    """Who wrote: a demo name, and the code of a demo account when it is one of the three residents."""

    name: str
    language: str
    account: str | None


@dataclass(frozen=True)
class Remark:
    """A comment of another resident."""

    at: datetime
    name: str
    language: str
    text: str


@dataclass(frozen=True)
class GeneratedAppeal:
    """Everything a loader needs, as plain data: lon and lat in degrees or None, aware times, codes of `data/`.

    `photo` names the drawn scene the applicant attached, empty for none; `steps` are in order of time.
    """

    external_id: str
    language: str
    kind: str
    topic: str
    channel: str
    text: str
    title: str
    territory: str | None
    lon: float | None
    lat: float | None
    address: str
    holder: str | None
    routing_row: int
    body: str
    applicant: Applicant | None
    received_at: datetime
    registered_on: date
    photo: str
    supports: int
    comments: tuple[Remark, ...]
    steps: tuple[Step, ...]


def generate(n: int = 2000, *, seed: int = 2026, start: date, end: datetime) -> Iterator[GeneratedAppeal]:
    """Yield n appeals received from `start` to `end` (aware), oldest first; nothing in them is later than `end`."""
    if end.tzinfo is None:
        raise ValueError("the end of the demo must be an aware time")
    moments = life.Moments.between(start, end)
    drawn = random.Random(f"{seed}:moments")
    waiting = _waiting(n, seed=seed, start=start, end=end)
    received = sorted(moments.draw(drawn) for _ in range(n - len(waiting)))
    rest = (
        _one(random.Random(f"{seed}:{index}"), f"demo-{index:06d}", received_at, end)
        for index, received_at in enumerate(received, start=1)
    )
    yield from merge(rest, waiting, key=lambda appeal: appeal.received_at)


def _waiting(n: int, *, seed: int, start: date, end: datetime) -> list[GeneratedAppeal]:
    """Draw recent appeals that nobody has answered yet until each body has some: a visitor of the desk finds work."""
    if end.date() - start < LATELY:
        return []
    wanted = {body: round(WAITING.get(body, WAITING_ELSEWHERE) * n / FULL_SIZE) for body in bodies()}
    moments = life.Moments.between(end.date() - LATELY, end)
    found: list[GeneratedAppeal] = []
    for index in range(1, CANDIDATES * n // FULL_SIZE):
        rng = random.Random(f"{seed}:waiting:{index}")
        appeal = _one(rng, f"demo-w{index:05d}", moments.draw(rng), end)
        moved = [step.data["to"] for step in appeal.steps if step.act == acts.REDIRECTED]
        body = moved[-1] if moved else appeal.body
        if wanted[body] > 0 and appeal.applicant and not any(step.act == acts.ANSWERED for step in appeal.steps):
            wanted[body] -= 1
            found.append(appeal)
    return sorted(found, key=lambda appeal: appeal.received_at)


def _one(rng: random.Random, external_id: str, received_at: datetime, end: datetime) -> GeneratedAppeal:
    language = life.draw(rng, life.habits()["languages"])
    applicant = _draw_applicant(rng, language)
    while True:
        topic = life.draw(rng, life.topic_weights(received_at.month))
        kind = life.draw_kind(rng, topic)
        placeless = life.may_lack_place(topic) and life.happens(rng, "no_place")
        spot = draw_spot(rng, _draw_place(rng, topic))
        text, main, pattern = say(rng, spot, topic, kind, language, name=applicant.name, placeless=placeless)
        if text:
            break
    if "crossing" in phrases.slots_of(pattern):
        spot = at_crossing(rng, spot)
    thanks = is_thanks(pattern)
    kind = "response" if thanks else kind
    territory, lon, lat = (None, None, None) if placeless else (spot.place.territory, spot.lon, spot.lat)
    holder = routes.holder_at(topic, territory, lon, lat)
    row = routes.route(topic, territory, holder)
    registered_on = calendar_in_force().registered_on(received_at, CLOSES_AT)
    urgent = topic in _urgent_topics()
    anonymous = urgent and life.happens(rng, "anonymous")
    opened = Opened(language, kind, topic, urgent, thanks, anonymous, row.body, received_at, registered_on)
    channel = life.draw(rng, life.habits()["channels"])
    return GeneratedAppeal(
        external_id=external_id,
        language=language,
        kind=kind,
        topic=topic,
        channel=channel,
        text=text,
        title=title_of(main),
        territory=territory,
        lon=lon,
        lat=lat,
        address="" if placeless else _address(spot, language, pattern),
        holder=holder,
        routing_row=row.row,
        body=row.body,
        applicant=None if anonymous else applicant,
        received_at=received_at,
        registered_on=registered_on,
        photo=life.scene_of(topic) if channel in PHOTO_CHANNELS and life.happens(rng, "photo") else "",
        supports=_draw_supports(rng, urgent=urgent),
        comments=_draw_comments(rng, language, received_at, end),
        steps=plan(rng, opened, end),
    )


@lru_cache(maxsize=1)
def _urgent_topics() -> frozenset[str]:
    return frozenset(row["code"] for row in atlas.rows("topics", "topics") if row["urgent"])


def _address(spot: Spot, language: str, pattern: str) -> str:
    """Return the address for the card: a house only when the resident named one."""
    if phrases.slots_of(pattern) & {"address", "house"}:
        return address(spot, language)
    return spot.place.words[language]["name"]


def _draw_place(rng: random.Random, topic: str) -> Place:
    outside = life.happens(rng, "neighbour")
    places = [place for place in all_places() if place.outside_city == outside]
    return rng.choices(places, weights=[place.weight * _pull(place, topic) for place in places])[0]


def _pull(place: Place, topic: str) -> float:
    """Return how strongly a topic belongs to a place: rubbish to bazaars, missing pavements to new quarters."""
    if place.kind == "spot":
        return BUSY if any(topic == code or topic.startswith(code + ".") for code in BUSY_GROUPS) else QUIET
    if place.kind == "quarter" and topic in NEW_QUARTER_TOPICS:
        return BUSY
    return 1.0


def _draw_applicant(rng: random.Random, language: str) -> Applicant:
    people = atlas.read("people")
    if life.happens(rng, "account"):
        resident = next(row for row in people["people"] if row["language"] == language and not row["offices"])
        return Applicant(resident["name"], language, resident["code"])
    return Applicant(rng.choice(people["names"][language]), language, None)


def _draw_supports(rng: random.Random, *, urgent: bool) -> int:
    """Draw a long-tailed count: most appeals have a few supporters, some have dozens."""
    return min(int(rng.paretovariate(1.35)) - 1 + (rng.randint(0, 4) if urgent else 0), 90)


def _draw_comments(rng: random.Random, language: str, received_at: datetime, end: datetime) -> tuple[Remark, ...]:
    if not life.happens(rng, "comment"):
        return ()
    remarks = []
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        tongue = language if life.happens(rng, "same_language") else rng.choice(("kk", "ru"))
        at = life.awake(received_at + timedelta(hours=rng.randint(1, 160), minutes=rng.randint(0, 59)))
        name = rng.choice(atlas.read("people")["names"][tongue])
        remarks.append(Remark(at, name, tongue, phrases.pick(rng, "resident", "comment", tongue)))
    return tuple(sorted((remark for remark in remarks if remark.at <= end), key=lambda remark: remark.at))
