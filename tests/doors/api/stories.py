"""What the layers of a small city hold: six appeals in one place and four in another, ideas in a grid, works with a place."""

import json
from typing import TYPE_CHECKING, Any

from tests import factories
from tests.civic.dialogue import idea_stories, stories
from tests.civic.indicators import stories as indicator_stories
from tests.civic.plans import maps, remark_stories, village_stories
from tests.civic.plans import stories as plan_stories

if TYPE_CHECKING:
    from django.test import Client

    from ortaq.civic.dialogue.models import Process
    from ortaq.core.territory.models import Body

ROOT = "/api/features"
COLLECTIONS = [
    "territories", "appeals-h3-7", "appeals-h3-9", "ideas", "works", "plan-zones", "plan-measures", "plan-remarks",
    "indicator-values",
]  # fmt: skip
SECRET = "Айгерім Серікова құпия тұрғын"
SAID = "+77015556677 нөміріне хабарласыңыз"


def layers_of(city: factories.City, *, ideas: int = 120) -> "Process":
    """This will fill every layer; the appellant's name and her phone number must come out nowhere."""
    applicant = factories.a_person(SECRET)
    for _ in range(6):
        factories.an_appeal(city, topic="yard.playground", applicant=applicant, text=f"Алаң сынған. {SAID}")
    for _ in range(4):
        factories.an_appeal(city, topic="light.lamp", applicant=applicant, at=(76.99, 43.26))
    process, _office = stories.a_process()
    idea_stories.many(process, ideas)
    for n in range(9):
        factories.a_work(city, lon=76.86 + n * 0.01, lat=43.18 + n * 0.005)
    factories.a_work(city)  # has no place: it is in the register, not on the map
    _a_plan(process.body)
    _a_village(process.body)
    _a_remark()
    _values(process.body)
    return process


def _a_plan(body: "Body") -> None:
    """Nine zones everyone reads, and one more in a version nobody else sees."""
    plan, officer = plan_stories.a_plan(body=body)
    maps.a_table()
    zones = [({"code": "R", "key": f"r-{n}"}, maps.square(n)) for n in range(10)]
    version = plan_stories.a_version(plan)
    maps.drawn(version, officer, *zones[:9])
    plan_stories.shown(version)
    maps.drawn(plan_stories.a_version(plan), officer, *zones)


def _a_village(body: "Body") -> None:
    """Nine measures with a place everyone reads, and one without."""
    version = village_stories.a_village_version(body=body)
    need = village_stories.a_need(version, "n1")
    for n in range(9):
        village_stories.a_measure(need, f"m{n}", lon=76.8 + n / 100, lat=43.2 + n / 100)
    village_stories.a_measure(need, "nowhere")
    plan_stories.shown(version)


def _a_remark() -> None:
    """One remark on a zone, and one on a paragraph, which has no place."""
    _plan, _officer, version = remark_stories.a_spoken_plan()
    remark_stories.said(version, remark_stories.on("zone", "r-1"), text=f"Ағаш керек. {SAID}")
    remark_stories.said(version)


def _values(body: "Body") -> None:
    """Two periods of one indicator in a place with a middle."""
    indicator, officer = indicator_stories.an_indicator(body=body)
    place = indicator_stories.a_district(body.territory, "measured")
    for period in ("2025", "2026"):
        indicator_stories.a_value(indicator, period, "12.5", place=place, by=officer)


def ask(client: "Client", path: str, **query: Any) -> Any:
    """This will ask the door and give what it told, whatever the status."""
    response = client.get(f"{ROOT}{path}", query)
    return json.loads(response.content)


def items(client: "Client", collection: str, **query: Any) -> Any:
    """This will give a page of features."""
    return ask(client, f"/collections/{collection}/items", **query)


def content(response: Any) -> bytes:
    """This will give the octets of a file, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content
