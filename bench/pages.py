"""What readers ask of a city with a million appeals, page by page, and what residents send it."""

import random
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.clients import get, post
from bench.filing import signed, words

SAMPLE = 2_000
ENDS = (76.80, 43.17, 76.98, 43.30)
"""West, south, east, north of the built-up city."""
FREQUENT, RARE, INFLECTED = "жол", "Бөкейханов", "көшелеріміздің"
FILTERS = ("group", "topic", "district", "body", "state", "late", "days", "body and state", "topic and days")


@dataclass(frozen=True)
class Known:
    """What addresses are made of: numbers and codes that are in this city."""

    numbers: list[str]
    groups: list[str]
    topics: list[str]
    districts: list[str]
    bodies: list[str]
    keys: list[str]
    """Places in the middle of the list, as "older" links name them."""


def look(chance: random.Random) -> Known:
    """This will read them from the database; the connection is closed after it."""
    from django.db import connections

    from ortaq.civic.reception.models import Appeal, Assignment, Topic
    from ortaq.civic.reception.queries.lists import write_key
    from ortaq.core.territory.models import Body, Territory

    newest = Appeal.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    ids = [chance.randint(1, newest) for _ in range(SAMPLE)]
    rows: list[tuple[int, object, str]] = []
    for start in range(0, SAMPLE, 500):
        part = Appeal.objects.filter(pk__in=ids[start : start + 500], listed=True)
        rows += part.values_list("pk", "received_at", "matter__number")
    topics = list(Topic.objects.filter(active=True).values_list("code", "parent"))
    leaders = set(Assignment.objects.order_by("-pk").values_list("body", flat=True)[:SAMPLE])
    known = Known(
        numbers=[row[2] for row in rows],
        groups=[code for code, parent in topics if parent is None],
        topics=[code for code, parent in topics if parent is not None],
        districts=list(Territory.objects.filter(kind="district").values_list("code", flat=True)),
        bodies=list(Body.objects.filter(pk__in=leaders).values_list("code", flat=True)),
        keys=["<" + write_key((row[1], row[0])) for row in rows[:200]],  # type: ignore[arg-type]
    )
    connections.close_all()
    return known


def filtered(known: Known, name: str, chance: random.Random) -> str:
    """This will make the query of one filter."""
    since = f"{chance.choice((2025, 2026))}-{chance.randint(1, 10):02d}-01"
    values = {
        "group": {"topic": chance.choice(known.groups)},
        "topic": {"topic": chance.choice(known.topics)},
        "district": {"district": chance.choice(known.districts)},
        "body": {"body": chance.choice(known.bodies)},
        "state": {"state": chance.choice(("open", "answered"))},
        "late": {"state": "late"},
        "days": {"since": since, "until": since[:-2] + "28"},
        "body and state": {"body": chance.choice(known.bodies), "state": "open"},
        "topic and days": {"topic": chance.choice(known.topics), "since": since},
    }
    return urlencode(values[name])


def close_box(chance: random.Random) -> str:
    """This will give a box a street map shows: about 2 by 1.5 km."""
    lon, lat = chance.uniform(ENDS[0], ENDS[2]), chance.uniform(ENDS[1], ENDS[3])
    return f"{lon - 0.012:.4f},{lat - 0.007:.4f},{lon + 0.012:.4f},{lat + 0.007:.4f}"


def readers(known: Known, port: int, seed: int = 1) -> dict[str, list[bytes]]:
    """This will give requests by kind of page, several addresses of each."""
    chance = random.Random(seed)
    city = f"{ENDS[0] - 0.1},{ENDS[1] - 0.1},{ENDS[2] + 0.1},{ENDS[3] + 0.1}"
    asked = {
        "home": ["/kk/", "/ru/", "/en/"],
        "list": ["/kk/appeals/", "/ru/appeals/", "/en/appeals/"],
        "list, far down": [f"/kk/appeals/?{urlencode({'after': key})}" for key in known.keys],
        **{f"list by {name}": [f"/kk/appeals/?{filtered(known, name, chance)}" for _ in range(40)] for name in FILTERS},
        "appeal": [f"/{chance.choice(('kk', 'ru', 'en'))}/appeals/{number}/" for number in known.numbers],
        "map page": ["/kk/appeals/map/"],
        "map: pins": [f"/kk/appeals/map.json?bbox={close_box(chance)}&zoom=15" for _ in range(200)],
        "map: hexagons of the city": [f"/kk/appeals/map.json?bbox={city}&zoom=10"],
        "map: hexagons of a topic": [
            f"/kk/appeals/map.json?bbox={city}&zoom=11.5&topic={topic}" for topic in known.topics
        ],
        "bodies": ["/kk/bodies/"],
        "body": [f"/kk/bodies/{code}/" for code in known.bodies],
        "search: frequent word": [f"/kk/search/?{urlencode({'q': FREQUENT})}"],
        "search: rare word": [f"/kk/search/?{urlencode({'q': RARE})}"],
        "search: inflected Kazakh": [f"/kk/search/?{urlencode({'q': INFLECTED})}"],
        "search: two words": [f"/ru/search/?{urlencode({'q': 'яма дорога'})}"],
        "search: mistyped": [f"/ru/search/?{urlencode({'q': 'светафор'})}"],
        "search: a number": [f"/kk/search/?{urlencode({'q': number})}" for number in known.numbers[:100]],
    }
    return {name: [get(path, port) for path in paths] for name, paths in asked.items()}


def forms(count: int, port: int, topics: list[str], mark: str) -> list[bytes]:
    """This will give filled forms, each another resident's; made beforehand, so that the clients only send."""
    chance = random.Random(mark)
    return [
        post("/kk/appeals/new/check/", signed(words(f"{mark}-{n}"), chance.choice(topics)).fields, port)
        for n in range(count)
    ]
